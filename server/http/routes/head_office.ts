/** /api/head-office: the shop's link to head office, for the owner. */
import * as z from "zod";
import type { Locale } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Services } from "../context.ts";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { count, time } from "./shapes.ts";

const link = z.object({
  shop: z.string().describe("The shop's key at head office."),
  name: z.string(),
  address: z.string().describe("Of the database: HOST:PORT/NAME."),
  state: z.enum(["stopped", "connecting", "sending", "current", "waiting", "refused"]).describe(
    "`current`: all is there. `waiting`: it is tried again by itself. `refused`: until somebody has done something about `problem`.",
  ),
  problem: z.string().nullable().describe("What is wrong, in the language that was asked for."),
  sent: count.nullable().describe("The journal's last record that is there for certain; null while nobody knows."),
  unsent: count.nullable().describe("Records that are not."),
  sent_at: time.nullable().describe("When records were last received there."),
  lag_s: count.nullable().describe("Seconds since the first record was written that is not there; 0 where all are."),
}).meta({ id: "HeadOfficeLink" });
const answer = z.object({ link: link.nullable().describe("null for a shop without a head office.") }).meta({ id: "HeadOffice" });

const chain = z.object({
  boutique: z.string().nullable().describe("The shop's key at head office; null for a shop without one."),
  jointe: z.boolean().describe("Whether head office answers, as far as is known."),
}).meta({ id: "Chain" });

export const headOfficeRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/chaine",
    auth: "session",
    summary: "Whether the shop is one of a chain",
    answer: chain,
    errors: [],
    run: ({ services: { headOffice: { status } } }) => ({
      boutique: status?.shop ?? null,
      jointe: status?.state === "current" || status?.state === "sending",
    }),
  }),
  route({
    method: "GET",
    path: "/api/head-office",
    summary: "How the link to head office stands",
    answer,
    errors: [],
    run: ({ services, locale }) => linkTold(services, locale),
  }),
  route({
    method: "POST",
    path: "/api/head-office",
    summary: "Link the shop to head office",
    description:
      "As `comptoir head-office join FILE`. Answered when the two have met; nothing is kept where they do not. The password in " +
      "the file is changed at once to one that this shop alone has.",
    body: z.strictObject({
      file: z.string().min(1).max(LIMITS.headOfficeFileChars).describe("The text of the file from `head-office enrol`."),
    })
      .meta({ id: "HeadOfficeFile" }),
    status: 201,
    answer,
    errors: ["head_office_refused", ...DATABASE],
    run: async ({ services, body, actor, locale }) => {
      await services.headOffice.join(body.file, actor);
      return linkTold(services, locale);
    },
  }),
  route({
    method: "DELETE",
    path: "/api/head-office",
    summary: "Send nothing to head office any more",
    description: "What is there stays. To come back the shop needs another file.",
    status: 204,
    answer: null,
    errors: ["head_office_refused", ...DATABASE],
    run: ({ services, actor }) => services.headOffice.leave(actor),
  }),
];

function linkTold({ headOffice: { status } }: Services, locale: Locale) {
  return { link: status === null ? null : { ...status, problem: status.problem?.[locale] ?? null } };
}
