/** Tills: named, bound to a device where the owner wants it, opened with a float, counted blind. */
import * as z from "zod";
import { LIMITS } from "../../../shared/limits.ts";
import { COINS, NOTES } from "../../../shared/tender.ts";
import type { ApplicationRoute, Secret } from "../../database/route.ts";
import { cents, reason, TILL, TILL_AND_OWNER } from "./shapes.ts";
import { count as counted, opened, xReport } from "./totals_shapes.ts";

const till = z.object({
  nom: z.string(),
  libelle: z.string(),
  active: z.boolean(),
  enrolee: z.boolean().describe("Opens on one device only."),
  codes_pin: z.boolean().describe("People may sign in by PIN on its device."),
  terminal: z.boolean().describe("It has a card terminal that the server speaks to; a demo shop has none."),
  tiroir: z.boolean().describe("It is told when its drawer was left open (`GET /api/caisses/{nom}/tiroir`)."),
  ouverte: z.boolean(),
  par: z.string().nullable().describe("Who has it open."),
  par_id: z.number().int().nullable(),
  ouverte_le: z.string().nullable().describe("RFC 3339, UTC"),
  formation: z.boolean().describe("Open for training."),
  oubliee: z.boolean().describe("Left open: since a day before today."),
});
const deviceKey = z.string().regex(/^[\w-]{43}$/, "32 bytes as base64url").describe(
  "32 random bytes, base64url without padding.",
);
/** What euros there are: anything else that is counted is no money. */
const FACE_VALUE = new RegExp(`^(?:${[...NOTES, ...COINS].join("|")})$`);

const pieces = z.record(z.string().regex(FACE_VALUE), z.number().int().min(0).max(LIMITS.countedPieces))
  .describe('Pieces by face value in cents: {"5000": 2, "200": 7}.');

const count = {
  compte: cents.optional().describe("Cents counted."),
  comptage: pieces.optional(),
  motif: reason.optional(),
};
const ONE_COUNT = [
  ({ compte, comptage }: { compte?: unknown; comptage?: unknown }) => (compte === undefined) !== (comptage === undefined),
  "compte or comptage is wanted",
] as const;

/** The device's key, too long to be guessed. */
const DEVICE_KEY: Secret = { name: "cle", in: () => true, wrong: ({ code }) => code === "till_not_enrolled" };

const ENROLMENT_CODE: Secret = {
  name: "enrolement",
  in: () => true,
  wrong: ({ code }) => code === "enrolment_code_invalid",
  counts: "until_right",
};

export const tillRoutes: readonly ApplicationRoute[] = [
  {
    kind: "read",
    method: "GET",
    path: "/api/caisses",
    question: "caisses.liste",
    auth: "session",
    summary: "The tills, in the order of their names: which are open, by whom, since when",
    answer: z.object({ caisses: z.array(till) }).meta({ id: "Tills" }),
    errors: [],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses",
    command: "caisses.ajouter",
    summary: "Name a till",
    body: z.strictObject({
      nom: z.string().regex(/^[A-Z][A-Z0-9]{0,9}$/, "capital letters and digits, at most 10"),
      libelle: z.string().max(100).optional(),
    })
      .meta({ id: "NewTill" }),
    answer: z.object({ nom: z.string(), libelle: z.string() }).meta({ id: "Till" }),
    errors: [],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/ouvrir",
    command: "caisses.ouvrir",
    auth: TILL,
    summary: "Open a till with its float: what one takes from now on is taken there",
    description:
      "A till that is enrolled with a device opens with that device's key only; for any other a key is not looked at. " +
      "What is in the drawer is a count of its own: by how much it differs from the till's last count is kept for the owner.",
    body: z.strictObject({
      fond: cents.optional().describe("Cents in the drawer; 0 when nothing is said."),
      comptage: pieces.optional(),
      cle: deviceKey.optional(),
    }).refine(({ fond, comptage }) => fond === undefined || comptage === undefined, "fond or comptage, not both").meta({
      id: "OpenTill",
    }),
    answer: opened,
    errors: ["not_found", "till_not_enrolled", "till_open", "clock_behind"],
    secrets: [DEVICE_KEY],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/inviter",
    command: "caisses.inviter",
    summary: "Invite a device to be this till: a code for the one who stands before it",
    description: "Good for ten minutes and one device; a new one ends the one before. Sent again it answers a new code.",
    answer: z.object({
      caisse: z.string(),
      code: z.string().describe("6 digits."),
      expire_le: z.string().describe("RFC 3339, UTC"),
    }).meta({ id: "TillInvitation" }),
    errors: ["not_found"],
    secretAnswer: true,
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/enroler",
    command: "caisses.enroler",
    auth: TILL,
    summary: "Make this device the till that a code is for: from now on that till opens here only",
    description:
      "The device makes its key and keeps it; the server keeps the key's SHA-256. It takes the place of the device before.",
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/, "6 digits"), cle: deviceKey }).meta({ id: "EnrolTill" }),
    answer: z.object({ caisse: z.string() }).meta({ id: "TillEnrolled" }),
    errors: ["enrolment_code_invalid", "too_many_attempts"],
    secrets: [ENROLMENT_CODE],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/liberer",
    command: "caisses.liberer",
    summary: "Forget a till's device, and a code on its way: any cashier opens it from anywhere again",
    answer: z.object({ caisse: z.string() }).meta({ id: "TillReleased" }),
    errors: ["not_found"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/fermer",
    command: "caisses.fermer",
    auth: TILL_AND_OWNER,
    summary: "Count blind and close: expected, counted and variance are answered then, and kept for good",
    body: z.strictObject(count).refine(...ONE_COUNT).meta({ id: "CloseTill" }),
    answer: counted,
    errors: ["not_found", "till_closed"],
  },
  {
    kind: "command",
    method: "POST",
    path: "/api/caisses/:nom/relever",
    command: "caisses.relever",
    auth: TILL,
    summary:
      "Take over a colleague's open till by counting it: the count ends that session under both names, and begins one's own",
    description:
      "Answers as a closing does, with the new session beside it (`session`). An enrolled till wants its device's key.",
    body: z.strictObject({ ...count, cle: deviceKey.optional() }).refine(...ONE_COUNT).meta({ id: "TakeTillOver" }),
    answer: counted,
    errors: ["not_found", "till_closed", "till_not_enrolled", "till_open", "training_mismatch", "clock_behind"],
    secrets: [DEVICE_KEY],
  },
  {
    kind: "read",
    method: "GET",
    path: "/api/caisses/:nom/x",
    question: "caisses.x",
    auth: TILL_AND_OWNER,
    summary: "X report: how the open session stands, without cash for a cashier",
    answer: xReport,
    errors: ["not_found", "till_closed"],
  },
];
