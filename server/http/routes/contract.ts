/** GET /api/openapi.json, /api/asyncapi.json and /api/docs: the contract, made of the routes themselves, and compressed, when it is first asked for. */
import * as z from "zod";
import { Asset } from "../assets.ts";
import { asyncapi } from "../asyncapi.ts";
import { docsPage } from "../docs_page.ts";
import { assetAnswer } from "../files.ts";
import { openapi } from "../openapi.ts";
import { type AnyRoute, route } from "../route.ts";

/** What the page may do: it has no script. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'";

const part = z.record(z.string(), z.any());
const asyncApi = z.object({
  asyncapi: z.string().describe("3.1.0"),
  info: part,
  defaultContentType: z.string(),
  servers: part,
  channels: part,
  operations: part,
  components: part,
}).meta({ id: "AsyncApi" });

/** `all`: the routes of the API, read when somebody asks, once. */
export function contractRoutes(all: () => readonly AnyRoute[]): readonly AnyRoute[] {
  let document: Asset | null = null;
  let live: Asset | null = null;
  let page: Promise<Asset> | null = null;
  return [
    route({
      method: "GET",
      path: "/api/openapi.json",
      auth: "public",
      summary: "This contract, for programs",
      answer: z.looseObject({ openapi: z.string().describe("3.1.0") }).meta({ id: "OpenApi" }),
      errors: [],
      run: ({ c, services }) => {
        document ??= assetOf("openapi.json", "application/json", JSON.stringify(openapi(services.version, all())));
        return assetAnswer(c, document, POLICY);
      },
    }),
    route({
      method: "GET",
      path: "/api/asyncapi.json",
      auth: "public",
      summary: "What travels on its sockets, for programs",
      answer: asyncApi,
      errors: [],
      run: ({ c, services }) => {
        live ??= assetOf("asyncapi.json", "application/json", JSON.stringify(asyncapi(services.version, all())));
        return assetAnswer(c, live, POLICY);
      },
    }),
    route({
      method: "GET",
      path: "/api/docs",
      auth: "public",
      summary: "This contract, for people",
      answer: null,
      media: ["text/html"],
      errors: [],
      run: async ({ c, services }) => {
        page ??= docsPage(services.version, all()).then((text) => assetOf("docs.html", "text/html; charset=utf-8", text));
        return assetAnswer(c, await page, POLICY);
      },
    }),
  ];
}

function assetOf(name: string, type: string, text: string): Asset {
  return new Asset(name, type, { plain: new TextEncoder().encode(text) });
}
