/** GET /api/openapi.json and /api/docs: the contract, made of the routes themselves. */
import * as z from "zod";
import { docsPage } from "../docs_page.ts";
import { openapi } from "../openapi.ts";
import { textAnswer } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";

/** `all`: the routes of the API, read when somebody asks, once. */
export function contractRoutes(all: () => readonly AnyRoute[]): readonly AnyRoute[] {
  let document: unknown = null;
  let page: string | null = null;
  return [
    route({
      method: "GET",
      path: "/api/openapi.json",
      auth: "public",
      summary: "This contract, for programs",
      answer: z.looseObject({ openapi: z.string().describe("3.1.0") }).meta({ id: "OpenApi" }),
      errors: [],
      run: ({ services }) => document ??= openapi(services.version, all()),
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
        page ??= await docsPage(services.version, all());
        return textAnswer(c, page, "text/html; charset=utf-8", 200, {
          "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
        });
      },
    }),
  ];
}
