/** Tills: named, opened with a float, counted blind. */
import { z } from "zod";
import type { Endpoint } from "../../database/application.ts";
import { cents, motif, NOTHING, OWNER, TILL } from "./shapes.ts";

const report = z.looseObject({ caisse: z.string() }).meta({ id: "CashReport" });

export const caisseEndpoints: readonly Endpoint[] = [
  {
    method: "POST",
    path: "/api/caisses",
    command: "caisses.ajouter",
    roles: OWNER,
    summary: "Name a till",
    body: z.strictObject({
      nom: z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/, "capital letters and digits, at most 10"),
      libelle: z.string().max(100).optional(),
    })
      .meta({ id: "NewTill" }),
    answer: z.looseObject({ nom: z.string() }).meta({ id: "Till" }),
    errors: [],
  },
  {
    method: "POST",
    path: "/api/caisses/:nom/ouvrir",
    command: "caisses.ouvrir",
    roles: TILL,
    summary: "Open a till with its float: what one takes from now on is taken there",
    body: z.strictObject({ fond: cents.default(0).describe("Cents in the drawer.") }).meta({ id: "OpenTill" }),
    answer: z.looseObject({ caisse: z.string(), fond: z.number().int() }).meta({ id: "TillOpened" }),
    errors: ["not_found", "till_open", "day_closed"],
  },
  {
    method: "POST",
    path: "/api/caisses/:nom/fermer",
    command: "caisses.fermer",
    roles: [...TILL, ...OWNER],
    summary: "Count blind and close: expected, counted and variance are answered then, and kept for good",
    body: z.strictObject({
      compte: cents.optional().describe("Cents counted."),
      comptage: z.record(z.string().regex(/^[1-9]\d{0,6}$/), z.number().int().min(0).max(1_000_000)).optional()
        .describe('Pieces by face value in cents: {"5000": 2, "200": 7}.'),
      motif: motif.optional(),
    }).refine(({ compte, comptage }) => (compte === undefined) !== (comptage === undefined), "compte or comptage is wanted").meta(
      { id: "CloseTill" },
    ),
    answer: report,
    errors: ["till_closed"],
  },
  {
    method: "GET",
    path: "/api/caisses/:nom/x",
    command: "caisses.x",
    roles: [...TILL, ...OWNER],
    summary: "X report: how the open session stands, without cash for a cashier",
    body: NOTHING,
    answer: report,
    errors: ["till_closed"],
  },
];
