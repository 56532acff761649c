/** A record of the journal, a page of them, and what a walk along its chain found. */
import * as z from "zod";
import { count, role, row, time } from "./shapes.ts";

const record = z.object({
  v: count.describe("The format of the record: 1 tells of an update the whole row, 2 the columns that changed."),
  seq: count,
  at: time,
  kind: z.string().describe("`write` for changes by SQL, what a command did, else what happened (`sign_in` …)."),
  user_id: count.nullable(),
  username: z.string(),
  role: role.nullable(),
  mode: z.enum(["server", "client", "console"]),
  address: z.string().nullable(),
  session_id: z.string().nullable(),
  tables: z.array(z.string()).describe("Tables that it changed."),
  statements: z.array(z.string()).describe("SQL as sent, literals left out."),
  detail: z.record(z.string(), z.any()).nullable(),
  changes: z.array(z.object({
    table: z.string(),
    op: z.enum(["insert", "update", "delete"]),
    key: row,
    before: row.nullable(),
    after: row.nullable(),
  })).describe("Rows as they were and became; personal fields as salted hashes."),
  hash: z.string().describe("SHA-256 of the hash before, a line feed and the stored text; hexadecimal."),
});

export const journalRecord = record.meta({ id: "JournalRecord" });

export const journalPage = z.object({
  records: z.array(record.extend({
    truncated: z.literal(true).optional().describe("Not all of its changes are here: GET /api/journal/:seq has them."),
    change_count: count.optional().describe("How many they are in all, where they are not all here."),
  })),
  next_before: count.nullable().describe("`before` for the page of older records; null at the end."),
}).meta({ id: "JournalPage" });

export const verification = z.object({
  ok: z.boolean(),
  records: z.number().int(),
  head: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
  first_wrong_seq: z.number().int().nullable(),
  note: z.string().nullable(),
  absent: z.array(z.string()).describe("Sealed yearly files that are not there, by their names: their records were not judged."),
  problem: z.string().nullable(),
  fiscal: z.object({
    ok: z.boolean(),
    records: z.number().int(),
    first_wrong: z.string().nullable(),
    problem: z.string().nullable(),
    keys: z.array(z.object({
      key_id: z.string().describe("The key's fingerprint: compare it with a Z that was printed then."),
      records: z.number().int(),
      from: time,
      to: time,
      here: z.boolean().describe(
        "Whether it is the key in the data folder; another is vouched for by the key that followed it.",
      ),
    })).describe("The keys that were relied on."),
  }).describe("The signed fiscal chains."),
}).meta({ id: "JournalVerification" });
