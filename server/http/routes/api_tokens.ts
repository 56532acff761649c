/** /api/tokens: what machines show instead of a person's session, for the owner, who makes and revokes them. */
import * as z from "zod";
import { SCOPES } from "../../../shared/scopes.ts";
import type { ApiToken } from "../../security/api_tokens.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { personName, time } from "./shapes.ts";

const scopes = z.array(z.enum(SCOPES)).min(1)
  .refine((given) => new Set(given).size === given.length, "each scope once is wanted")
  .describe(
    "metrics: GET /api/metrics. reports: the dashboard, the stock, the closings and the archives. catalogue: POST /api/produits/lot.",
  );
const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes,
  created_at: time,
  created_by: z.string(),
  last_used: time.nullable().describe("To within an hour; null until it is used."),
}).meta({ id: "ApiToken" });

export const apiTokenRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/tokens",
    summary: "The API tokens that hold",
    answer: z.object({ tokens: z.array(apiToken) }).meta({ id: "ApiTokens" }),
    errors: [],
    run: ({ services }) => ({ tokens: services.apiTokens.open.map(shown) }),
  }),
  route({
    method: "POST",
    path: "/api/tokens",
    summary: "Make an API token for a machine",
    description:
      "It holds until it is revoked or a backup is restored, in client mode too, and opens only the routes that name " +
      "one of its scopes, whatever the owner may do. `token` is told this once: only its hash is kept.",
    body: z.strictObject({ name: personName.describe("Whose it is, as the journal will call it."), scopes }).meta({
      id: "NewApiToken",
    }),
    status: 201,
    answer: apiToken.extend({ token: z.string() }).meta({ id: "MadeApiToken" }),
    errors: DATABASE,
    run: async ({ services, body, actor }) => {
      const { token, secret } = await services.apiTokens.make(body.name, body.scopes, actor);
      return { ...shown(token), token: secret };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/tokens/:id",
    summary: "Revoke an API token",
    status: 204,
    answer: null,
    errors: ["not_found", ...DATABASE],
    run: ({ services, parameters, actor }) => services.apiTokens.revoke(parameters["id"]!, actor),
  }),
];

function shown({ publicId, name, scopes, createdAt, createdBy, usedAt }: ApiToken) {
  return { id: publicId, name, scopes, created_at: createdAt, created_by: createdBy, last_used: usedAt };
}
