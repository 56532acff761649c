/** GET /confiance: how a device is told to trust the shop's own authority, and its certificate. No part of the contract. */
import { AppError } from "../../../shared/errors.ts";
import type { Trusted } from "../../security/certificates.ts";
import type { Services } from "../context.ts";
import { oneChunk } from "../files.ts";
import { nameAsked } from "../guard.ts";
import { textAnswer } from "../respond.ts";
import { type AnyRoute, route } from "../route.ts";
import { trustPage } from "../trust_page.ts";

const TYPE = "application/x-x509-ca-cert";

export const trustRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/confiance",
    auth: "public",
    summary: "How a device is told to trust the shop's own authority",
    answer: null,
    errors: ["not_found"],
    run: ({ c, services, locale, headers }) => {
      const page = trustPage({
        authority: authorityOf(services),
        shop: `https://${nameAsked(c.req.raw)}:${services.https.port}/`,
        device: headers.get("user-agent") ?? "",
        locale,
      });
      return textAnswer(c, page, "text/html; charset=utf-8", 200, {
        "content-security-policy":
          "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      });
    },
  }),
  route({
    method: "GET",
    path: "/confiance/comptoir.crt",
    auth: "public",
    summary: "The certificate of the shop's own authority",
    answer: null,
    media: [TYPE],
    errors: ["not_found"],
    run: ({ c, services }) => oneChunk(c, authorityOf(services).bytes, TYPE, "comptoir.crt"),
  }),
];

function authorityOf({ https: { authority } }: Services): Trusted {
  if (authority === null) throw new AppError("not_found");
  return authority;
}
