/** /api/journal/sealing: years past of the journal in sealed files of their own, for the owner. */
import * as z from "zod";
import { type AnyRoute, DATABASE, route } from "../route.ts";
import { count, time } from "./shapes.ts";

const records = {
  year: count,
  first_seq: count,
  last_seq: count,
};
const sealed = z.object({
  name: z.string().describe("Of the file, in the data folder's `journal`."),
  ...records,
  size_bytes: count,
}).meta({ id: "SealedFile" });
const year = z.object({
  ...records,
  size_bytes: count.describe("About as large as its file would be."),
}).meta({ id: "YearToSeal" });

export const sealingRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/journal/sealing",
    summary: "Which years of the journal stand in sealed files, and which may be moved there",
    answer: z.object({
      sealed: z.array(sealed).describe("In the order of their records."),
      years: z.array(year).describe("That may be sealed, the oldest first: each goes with those before it."),
      refused: z.string().nullable().describe("Why no further year may be; null for a journal that has no further one."),
      busy: z.boolean().describe("Years are being sealed now; `GET /api/work` tells how far that is."),
      last: z.object({
        at: time,
        failed: z.string().nullable().describe("Why not all of it was sealed; null when it was."),
      }).nullable().describe("How the last one ended that was begun here since the server started."),
    }).meta({ id: "JournalSealing" }),
    errors: DATABASE,
    run: async ({ services: { sealing }, actor, locale }) => {
      const { refused, last, ...state } = await sealing.state(actor);
      return {
        ...state,
        refused: refused?.[locale] ?? null,
        last: last && { ...last, failed: last.failed?.[locale] ?? null },
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/journal/sealing",
    summary: "Move the journal's closed years up to one into sealed files",
    description:
      "As `comptoir journal seal`. Nothing is lost: each year's records go into a file of their own, which is looked through and on " +
      "disk before the database drops them, and stay readable by the journal's history, its export and its verification. It goes " +
      "on beside the shop's work after this answer: `GET /api/work` tells how far it is, `last` of `GET /api/journal/sealing` how it ended.",
    body: z.strictObject({
      through: z.number().int().min(1).max(9999).describe("The last year; the one that runs and the one before it stay."),
    }).meta({ id: "SealingOrder" }),
    status: 202,
    answer: z.object({ years: z.array(count).describe("That are being sealed; none where nothing was left to seal.") })
      .meta({ id: "SealingBegun" }),
    errors: ["seal_refused", ...DATABASE],
    run: async ({ services: { sealing }, actor, body: { through } }) => ({ years: await sealing.begin(through, actor) }),
  }),
];
