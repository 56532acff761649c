/** The owner's code for what a cashier may not do alone. */
import * as z from "zod";
import type { ApplicationRoute } from "../../database/route.ts";

export const approvalRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/accords",
    command: "accords.donner",
    summary: "A code for one thing that a cashier may not do alone, such as a refund of more cash than the drawer holds",
    description:
      "Good for ten minutes and once; a new one ends the one before. Its use is a signed record. Sent again it answers a new code.",
    answer: z.object({
      code: z.string().describe("6 digits."),
      expire_le: z.string().describe("RFC 3339, UTC"),
    }).meta({ id: "Approval" }),
    errors: [],
    secretAnswer: true,
  },
];
