/** Customer displays: who may have one. What they show comes by a socket of their own. */
import * as z from "zod";
import type { ApplicationRoute, Secret } from "../../database/route.ts";
import { TILL } from "./shapes.ts";
import { unit } from "./ticket_shapes.ts";

const CODE: Secret = {
  name: "afficheur",
  in: () => true,
  wrong: ({ code }) => code === "enrolment_code_invalid",
  counts: "until_right",
};
const key = z.string().regex(/^[\w-]{43}$/).describe(
  "Shown on `/ws/afficheur`; 32 random bytes, of which the server keeps a hash.",
);

const cents = z.number().int().describe("Cents.");
const shown = z.object({
  caisse: z.string(),
  boutique: z.string(),
  demo: z.boolean().describe("A demo shop, for ever."),
  presente: z.boolean().describe("The till's cashier is there."),
  formation: z.boolean().describe("The till is open for practice."),
  ticket: z.object({
    id: z.string(),
    etat: z.enum(["brouillon", "en_caisse", "payee"]),
    formation: z.boolean().describe("For practice: it counts nowhere."),
    lignes: z.array(z.object({
      libelle: z.string(),
      quantite: z.number().int().describe("Thousandths; negative for what comes back."),
      unite: unit,
      prix_unitaire_ttc: cents,
      total_ttc: cents,
    })),
    remise: cents,
    total_ttc: cents,
    donne: cents.describe("Cents that were given so far."),
    compte: cents.describe("Cents that go on the customer's account."),
    rendu: cents,
    retrait: z.number().int().exactOptional().describe("The number by which what it paid for is fetched, where it has one."),
    recu: z.string().exactOptional().describe("The path of its receipt's page, where the till gave it one."),
  }).nullable().describe("What is in hand or was just paid."),
}).meta({ id: "Shown" });

export const displayRoutes: readonly ApplicationRoute[] = [
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/afficheur",
    command: "afficheurs.ouvrir",
    auth: TILL,
    summary: "Open a customer display beside one's own open till: its key is good for this session of the till",
    answer: z.object({ caisse: z.string(), cle: key, personne_id: z.number().int() }).meta({ id: "DisplayOpened" }),
    errors: ["not_found", "till_closed"],
    opensDisplay: shown,
    secretAnswer: true,
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/afficheur/inviter",
    command: "afficheurs.inviter",
    summary: "Invite a screen to be this till's customer display: a code for the one who stands before it",
    description: "Good for ten minutes and one screen; a new one ends the one before. Sent again it answers a new code.",
    answer: z.object({
      caisse: z.string(),
      code: z.string().describe("6 digits."),
      expire_le: z.string().describe("RFC 3339, UTC"),
    }).meta({ id: "DisplayInvitation" }),
    errors: ["not_found"],
    secretAnswer: true,
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/afficheurs",
    command: "afficheurs.associer",
    auth: "public",
    summary: "Make this screen the customer display that a code is for, without a session",
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/, "6 digits") }).meta({ id: "PairDisplay" }),
    answer: z.object({ caisse: z.string(), cle: key }).meta({ id: "DisplayPaired" }),
    errors: ["enrolment_code_invalid", "too_many_attempts"],
    opensDisplay: shown,
    secrets: [CODE],
    secretAnswer: true,
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/afficheur/oublier",
    command: "afficheurs.oublier",
    summary: "Forget a till's customer displays, and a code on its way: they show nothing any more",
    answer: z.object({ caisse: z.string(), oublies: z.number().int() }).meta({ id: "DisplaysForgotten" }),
    errors: ["not_found"],
  },
];
