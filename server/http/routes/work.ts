/** GET /api/work: what takes the server minutes at this moment, and how far each is. */
import * as z from "zod";
import { STEPS } from "../../database/progress.ts";
import { LONG_WORKS } from "../../database/under_way.ts";
import { type AnyRoute, route } from "../route.ts";
import { count } from "./shapes.ts";

const work = z.object({
  work: z.enum(LONG_WORKS),
  step: z.enum(STEPS).describe(
    "`copies` pages of a backup or records of a sealed file, `looks` through the pages of a copy, `walks` along the journal, " +
      "`signatures` of the fiscal journal, `drops` what a sealed file holds.",
  ),
  done: count.describe("Pages, records, or pieces of what is dropped."),
  total: count.nullable().describe("null where nobody can tell before the step is over."),
}).meta({ id: "WorkUnderWay" });

export const workRoutes: readonly AnyRoute[] = [
  route({
    method: "GET",
    path: "/api/work",
    summary: "What takes the server long at this moment, and how far each is",
    description: "In the order in which they began. None of it keeps the tills waiting.",
    answer: z.object({ works: z.array(work) }).meta({ id: "WorksUnderWay" }),
    errors: [],
    run: ({ services: { underWay } }) => ({ works: underWay.now }),
  }),
];
