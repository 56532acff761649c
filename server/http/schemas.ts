/** The shapes of requests and answers: they validate what comes in, and the OpenAPI document is made of them. */
import { z } from "zod";
import { LIMITS } from "../../shared/limits.ts";
import { ROLES } from "../../shared/roles.ts";

const username = z.string().trim().min(1).max(LIMITS.usernameChars)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@ -]*$/u, "letters, digits, space and . _ @ - only")
  .describe("A name to sign in with; case does not matter.");
const personName = z.string().trim().min(1).max(LIMITS.nameChars).regex(/^[^\p{C}]*$/u, "no control characters");
/** Length is judged apart, so that the answer says what is wrong with it. */
const password = z.string().max(4096).describe("10 characters to 72 bytes of UTF-8.");
const role = z.enum(ROLES);

export const setupBody = z.strictObject({ username, password, name: personName.optional() }).meta({ id: "Setup" });
export const authBody = z.strictObject({ username: z.string().max(4096), password }).meta({ id: "Credentials" });
export const passwordBody = z.strictObject({ current: password, new: password }).meta({ id: "PasswordChange" });
export const userBody = z.strictObject({ username, password, role, name: personName.optional() }).meta({ id: "NewUser" });
export const userPatch = z.strictObject({
  name: personName.optional(),
  role: role.optional(),
  active: z.boolean().optional(),
  password: password.optional(),
}).refine((patch) => Object.keys(patch).length > 0, "nothing to change").meta({ id: "UserChange" });

/** Whether a value fits a statement is `invalid_params`, told after what is wrong with the statement. */
const params = z.union([z.array(z.any()), z.record(z.string(), z.any())])
  .describe('An array for `?`, an object for `:name`. Values: text, numbers, null, {"$int":"…"}, {"$blob":"<base64>"}.');
const single = {
  query: z.string().describe("One SQL statement."),
  params: params.optional(),
};
const statementType = z.enum(["select", "insert", "update", "delete"]);
const oneQuery = z.strictObject({ type: statementType, ...single });
const batch = z.strictObject({
  type: z.literal("batch"),
  queries: z.array(oneQuery).min(1).max(LIMITS.batchQueries).describe("One transaction, all or nothing."),
});
export const queryBody = z.discriminatedUnion("type", [oneQuery, batch]).meta({ id: "QueryRequest" });

const time = z.string().describe("RFC 3339, UTC");
const value = z.any().describe(
  'Text, number, null, {"$blob":"<base64>"}; integers beyond ±(2^53 − 1) as decimal text; infinities as {"$real":"Infinity"} and {"$real":"-Infinity"}.',
);
const row = z.record(z.string(), value);
const rows = z.array(row);
const lastInsertId = z.union([z.number().int(), z.string()]).nullable().describe("Decimal text beyond ±(2^53 − 1).");
const seq = z.number().int().nullable().describe("The journal's number of this change; null without an effect.");
const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });
const count = z.number().int();
const user = z.object({ id: z.number().int(), username: z.string(), name: z.string(), role }).meta({ id: "User" });

export const answers = {
  health: z.object({
    status: z.enum(["ok", "degraded"]),
    version: z.string(),
    uptime_s: z.number().int(),
    time,
    time_zone: z.string().describe("The shop's, by its IANA name: Europe/Paris"),
    database: z.enum(["ok", "unavailable"]),
    mode: z.enum(["server", "client"]),
    setup_required: z.boolean(),
    detail: z.string().optional(),
    warning: z.string().optional().describe("A sentence for the owner: an old engine, a disk that is nearly full."),
  }).meta({ id: "Health" }),
  auth: z.object({ token: z.string(), token_type: z.literal("Bearer"), expires_at: time, user }).meta({ id: "Authenticated" }),
  session: z.object({ expires_at: time, mode: z.enum(["server", "client"]), user }).meta({ id: "PresentSession" }),
  user: user.extend({ active: z.boolean() }).meta({ id: "Account" }),
  users: z.object({ users: z.array(user.extend({ active: z.boolean(), created_at: time })) }).meta({ id: "Accounts" }),
  select: z.object({ columns: z.array(z.string()), rows, truncated: z.boolean() }).meta({ id: "SelectResult" }),
  write: z.object({ changes: z.number().int(), last_insert_id: lastInsertId, rows, seq }).meta({
    id: "WriteResult",
  }),
  batch: z.object({ results: z.array(z.any()), seq }).meta({ id: "BatchResult" }),
  metrics: z.object({
    clients: z.object({
      connected: count.describe("Open sockets."),
      by_role: z.record(z.string(), count),
    }),
    connections: z.object({
      open: count.nullable().describe("Of the port, sockets among them; null where the system does not tell."),
      ended: count.describe("Ended for being too many of an address, or silent for too long."),
    }),
    requests: z.object({
      total: count,
      errors: count.describe("Answered with a status from 500 on."),
      latency_ms: z.record(z.string(), percentiles).describe("Milliseconds by route."),
    }),
    database: z.object({
      size_bytes: count,
      wal_bytes: count,
      disk_free_bytes: count.nullable().describe("Room on the data folder's disk; null where it is not known."),
      commits: count.describe("Transactions."),
      writes: count.describe("Requests that changed something."),
      batch_mean: z.number().describe("Requests in a transaction."),
      commit_ms: percentiles.describe("Milliseconds of the last transactions."),
      queued: count.describe("Requests that wait for the database."),
    }),
    realtime: z.object({
      messages: count.describe("Frames sent."),
      dropped: count.describe("Sockets cut for being too slow."),
    }),
    auth: z.object({ sessions: count.describe("Open sessions."), failures: count.describe("Failed sign-ins.") }),
    process: z.object({ rss_bytes: count, uptime_s: count, version: z.string() }),
  }).meta({ id: "Metrics" }),
  schema: z.object({
    role,
    tables: z.array(z.object({
      name: z.string(),
      primary_key: z.array(z.string()),
      columns: z.array(z.object({
        name: z.string(),
        type: z.string(),
        not_null: z.boolean(),
        has_default: z.boolean(),
        generated: z.boolean(),
        insert: z.boolean(),
        update: z.boolean(),
      })),
      rights: z.object({ select: z.boolean(), insert: z.boolean(), update: z.boolean(), delete: z.boolean() }),
    })),
  }).meta({ id: "Schema" }),
  journal: z.object({
    records: z.array(z.object({
      v: count.describe("The format of the record."),
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
    })),
    next_before: count.nullable().describe("`before` for the page of older records; null at the end."),
  }).meta({ id: "JournalPage" }),
  verification: z.object({
    ok: z.boolean(),
    records: z.number().int(),
    head: z.object({ seq: z.number().int(), hash: z.string() }).nullable(),
    first_wrong_seq: z.number().int().nullable(),
    note: z.string().nullable(),
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
  }).meta({ id: "JournalVerification" }),
  sessions: z.object({
    sessions: z.array(z.object({
      id: z.string(),
      user,
      mode: z.enum(["server", "client"]),
      address: z.string(),
      device: z.string(),
      since: time,
      last_seen: time,
      expires_at: time,
      sockets: z.number().int(),
      current: z.boolean(),
    })),
  }).meta({ id: "Sessions" }),
  openapi: z.looseObject({ openapi: z.string().describe("3.1.0") }).meta({ id: "OpenApi" }),
  network: z.object({ owner: z.string(), addresses: z.array(z.string()) }).meta({ id: "Network" }),
} as const;

export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
}).meta({ id: "Problem" });
