/** GET / and its files: the page that tills open. It is no part of the contract. */
import { AppError } from "../../../shared/errors.ts";
import { type Asset, readAssets } from "../assets.ts";
import type { RequestContext } from "../context.ts";
import { assetAnswer } from "../files.ts";
import { nameAsked } from "../guard.ts";
import { send } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";

/** `folder` holds what the build made; `index.html` is the page. */
export function pageRoutes(folder: string): readonly AnyRoute[] {
  const assets = readAssets(folder);
  const file = (path: string, summary: string, find: (parameters: Readonly<Record<string, string>>) => Asset) =>
    route({
      method: "GET",
      path,
      auth: "public",
      summary,
      answer: null,
      errors: ["not_found"],
      run: ({ c, parameters }) => assetAnswer(c, find(parameters)),
    });
  const built = (name: string): Asset => {
    const asset = assets.get(name);
    if (asset === undefined) throw new Error("the page was not built: run `deno task build`");
    return asset;
  };
  return [
    route({
      method: "GET",
      path: "/",
      auth: "public",
      summary: "The page",
      answer: null,
      errors: ["not_found"],
      run: ({ c, found, services }) =>
        found.open && services.https.only ? movedTo(c, services.https.port!) : assetAnswer(c, built("index.html")),
    }),
    route({
      method: "GET",
      path: "/afficheur/:caisse",
      auth: "public",
      summary: "The customer display of a till",
      answer: null,
      errors: ["not_found"],
      run: ({ c, found, services }) =>
        found.open && services.https.only ? movedTo(c, services.https.port!) : assetAnswer(c, built("display.html")),
    }),
    file("/favicon.ico", "Its icon, by the name that browsers know", () => built("favicon.svg")),
    file("/assets/:name", "Its files", ({ name }) => {
      const asset = assets.get(name!);
      if (asset === undefined) throw new AppError("not_found");
      return asset;
    }),
  ];
}

/** The same page by HTTPS; not for good, for it is a setting. */
function movedTo(c: RequestContext, port: number): Response {
  const { pathname, search } = new URL(c.req.url);
  return send(c.env.found.requestId, null, null, 307, {
    location: `https://${nameAsked(c.req.raw)}:${port}${pathname}${search}`,
  });
}
