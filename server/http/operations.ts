/** What the API offers, operation by operation: the source of the OpenAPI document and the docs page. */
import type { z } from "zod";
import type { Endpoint } from "../database/application.ts";
import type { ErrorCode } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { answers, authBody, passwordBody, queryBody, setupBody, userBody, userPatch } from "./schemas.ts";

interface Parameter {
  readonly name: string;
  readonly where: "query" | "header";
  readonly text: string;
  readonly required?: true;
}

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly auth: "public" | "session" | "administrateur" | "local";
  readonly parameters?: readonly Parameter[];
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 204 | 101;
  /** Schemas of the answer as JSON, one of which it fits; null: no body. */
  readonly answer: readonly z.ZodType[] | null;
  /** Media types of an answer that is no JSON, or need not be. */
  readonly media?: readonly string[];
  /** An answer of that shape with another status, which is no error of the request. */
  readonly otherwise?: { readonly status: 503; readonly text: string; readonly answer: z.ZodType };
  readonly errors: readonly ErrorCode[];
}

const EVERY: readonly ErrorCode[] = ["host_not_allowed", "origin_not_allowed", "internal"];
const SESSION: readonly ErrorCode[] = ["unauthenticated", "role_not_allowed_here", "rate_limited"];
const OWNER: readonly ErrorCode[] = [...SESSION, "forbidden"];
const BODY: readonly ErrorCode[] = ["invalid_request", "invalid_body", "body_too_large", "body_too_slow", "unsupported_encoding"];
const DATABASE: readonly ErrorCode[] = ["busy", "database_unavailable"];

const JOURNAL_FILTERS = [
  { name: "kind", where: "query", text: "write, sign_in, refused …" },
  { name: "user_id", where: "query", text: "Who did it." },
  { name: "table", where: "query", text: "A table that it changed." },
  { name: "key", where: "query", text: 'With table: the history of one row, by its key as JSON, such as {"id":7}.' },
  { name: "from", where: "query", text: "RFC 3339, inclusive." },
  { name: "to", where: "query", text: "RFC 3339, exclusive." },
] as const;

const ENGINE: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/health",
    summary: "Whether the server and its database work",
    auth: "public",
    status: 200,
    answer: [answers.health],
    otherwise: {
      status: 503,
      text: "The database cannot be read or written: status is degraded and detail says it in a sentence",
      answer: answers.health,
    },
    errors: EVERY,
  },
  {
    method: "POST",
    path: "/api/setup",
    summary: "Make the first owner's account and sign in",
    description: "On the server PC only, and only while there is no owner.",
    auth: "public",
    body: setupBody,
    status: 201,
    answer: [answers.auth],
    errors: [...BODY, "role_not_allowed_here", "already_set_up", "username_taken", ...DATABASE, ...EVERY],
  },
  {
    method: "POST",
    path: "/api/auth",
    summary: "Sign in",
    description: "The token is a JWT that names a session; the session decides, sliding by use for one shift, at most 24 h.",
    auth: "public",
    body: authBody,
    status: 200,
    answer: [answers.auth],
    errors: [...BODY, "invalid_credentials", "role_not_allowed_here", "too_many_attempts", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/auth",
    summary: "The present session",
    auth: "session",
    status: 200,
    answer: [answers.session],
    errors: [...SESSION, ...EVERY],
  },
  {
    method: "DELETE",
    path: "/api/auth",
    summary: "Sign out: the session ends at once everywhere",
    auth: "session",
    status: 204,
    answer: null,
    errors: [...SESSION, ...DATABASE, ...EVERY],
  },
  {
    method: "PUT",
    path: "/api/auth/password",
    summary: "Change one's own password; the user's other sessions end",
    auth: "session",
    body: passwordBody,
    status: 204,
    answer: null,
    errors: [...BODY, ...SESSION, "invalid_credentials", "too_many_attempts", ...DATABASE, ...EVERY],
  },
  {
    method: "POST",
    path: "/api/query",
    summary: "Run SQL within the role's rights",
    description:
      `One statement, or a batch of at most ${LIMITS.batchQueries} as one transaction. Writes are answered when they are on disk. ` +
      `A till's write may touch ${LIMITS.tillRows} rows and take ${LIMITS.tillWriteMs} ms, and what it searches may be ` +
      `${LIMITS.tillSteps} rows times ${LIMITS.visitSteps} plus the tokens of the statement; beyond that it is forbidden, with ` +
      "operation too_costly. Rows count that it really visits; all that the table has where that cannot be counted. " +
      "So is a write whose text is long or nested deeply. What rows a write finds by their key costs nothing of this.",
    auth: "session",
    parameters: [
      {
        name: "Idempotency-Key",
        where: "header",
        text: "A UUID: the same write sent again is answered, not done again, for 30 days. Of a long answer what was done is " +
          "kept, with rows_dropped in the place of its rows.",
      },
    ],
    body: queryBody,
    status: 200,
    answer: [answers.select, answers.write, answers.batch],
    errors: [
      ...BODY,
      "invalid_idempotency_key",
      "multiple_statements",
      "sql_error",
      "type_mismatch",
      "invalid_params",
      "duplicate_columns",
      ...SESSION,
      "forbidden",
      "constraint_violation",
      "result_too_large",
      "idempotency_key_reused",
      "query_timeout",
      "disk_low",
      ...DATABASE,
      ...EVERY,
    ],
  },
  {
    method: "GET",
    path: "/ws",
    summary: "Listen to changes (WebSocket)",
    description:
      `Frames: hello, data_change, heartbeat, reset; and presence where it was asked for, once after hello and what was missed, then whenever somebody comes or goes: people (user_id, username, name, role, since), one entry per person. Browsers offer the subprotocols comptoir.v1 and bearer.<token>. Close codes: 4400 malformed, or more than ${LIMITS.pingsPerHeartbeat} pings between two heartbeats (many at once are answered by one heartbeat), 4401 session ended, 4403 not allowed, 4408 too slow, 1001 stopping.`,
    auth: "session",
    parameters: [
      { name: "epoch", where: "query", text: "The epoch of the hello before, with since." },
      { name: "since", where: "query", text: "The last seq seen: what came after is sent again, in order." },
      { name: "presence", where: "query", text: "1: tell who is there as well." },
    ],
    status: 101,
    answer: null,
    errors: [...SESSION, "invalid_request", "upgrade_required", ...EVERY],
  },
  {
    method: "GET",
    path: "/api/metrics",
    summary: "Figures of the running server",
    description: "JSON, or Prometheus text with Accept: text/plain.",
    auth: "local",
    status: 200,
    answer: [answers.metrics],
    media: ["text/plain"],
    errors: [...SESSION, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/schema",
    summary: "Tables, columns and rights as the caller's role sees them",
    auth: "session",
    status: 200,
    answer: [answers.schema],
    errors: [...SESSION, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/users",
    summary: "The shop's accounts",
    auth: "administrateur",
    status: 200,
    answer: [answers.users],
    errors: [...OWNER, ...DATABASE, ...EVERY],
  },
  {
    method: "POST",
    path: "/api/users",
    summary: "Add an account",
    auth: "administrateur",
    body: userBody,
    status: 201,
    answer: [answers.user],
    errors: [...BODY, ...OWNER, "username_taken", ...DATABASE, ...EVERY],
  },
  {
    method: "PATCH",
    path: "/api/users/:id",
    summary: "Change an account: name, role, password, or whether it is active",
    description: "Whoever loses a role, a password or the account is signed out at once, sockets too.",
    auth: "administrateur",
    body: userPatch,
    status: 200,
    answer: [answers.user],
    errors: [...BODY, ...OWNER, "not_found", "last_owner", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/sessions",
    summary: "Who is signed in, from where, since when",
    auth: "administrateur",
    status: 200,
    answer: [answers.sessions],
    errors: [...OWNER, ...EVERY],
  },
  {
    method: "DELETE",
    path: "/api/sessions/:id",
    summary: "End a session",
    auth: "administrateur",
    status: 204,
    answer: null,
    errors: [...OWNER, "not_found", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/network",
    summary: "The addresses by which tills join",
    auth: "administrateur",
    status: 200,
    answer: [answers.network],
    errors: [...OWNER, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/journal",
    summary: "What happened, newest first",
    auth: "administrateur",
    parameters: [
      ...JOURNAL_FILTERS,
      { name: "before", where: "query", text: "Records with a smaller seq: next_before of the page before." },
      { name: "limit", where: "query", text: "Records in a page, at most 500." },
    ],
    status: 200,
    answer: [answers.journal],
    errors: [...OWNER, "invalid_body", "query_timeout", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/journal/export",
    summary: "The journal as a file, oldest first",
    description: "JSON Lines (each with the stored text and its hash) or CSV.",
    auth: "administrateur",
    parameters: [{ name: "format", where: "query", text: "jsonl (default) or csv." }, ...JOURNAL_FILTERS],
    status: 200,
    answer: [],
    media: ["application/x-ndjson", "text/csv"],
    errors: [...OWNER, "invalid_body", "query_timeout", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/journal/verify",
    summary: "Walk the journal's chain of hashes",
    description: "Whoever asks while another's walk is under way is answered by that walk.",
    auth: "administrateur",
    status: 200,
    answer: [answers.verification],
    errors: [...OWNER, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/archives/:periode",
    summary: "The signed archive of a day, month or year (ZIP)",
    description:
      "Records as signed, of each series one piece without a gap; tables, manifest, signature, and a page that verifies it offline. " +
      "Making one is recorded.",
    auth: "administrateur",
    status: 200,
    answer: [],
    media: ["application/zip"],
    errors: [...OWNER, "not_found", "disk_low", ...DATABASE, ...EVERY],
  },
  {
    method: "GET",
    path: "/api/openapi.json",
    summary: "This contract, for programs",
    auth: "public",
    status: 200,
    answer: [answers.openapi],
    errors: EVERY,
  },
  {
    method: "GET",
    path: "/api/docs",
    summary: "This contract, for people",
    auth: "public",
    status: 200,
    answer: [],
    media: ["text/html"],
    errors: EVERY,
  },
];

/** The engine's operations and the application's. */
export function operations(endpoints: readonly Endpoint[]): readonly Operation[] {
  return [...ENGINE, ...endpoints.map(ofEndpoint)];
}

function ofEndpoint({ method, path, summary, description, roles, body, answer, errors }: Endpoint): Operation {
  const post = method === "POST";
  return {
    method,
    path,
    summary,
    ...(description === undefined ? {} : { description }),
    auth: roles.every((role) => role === "administrateur") ? "administrateur" : "session",
    ...(body === null ? {} : { body }),
    ...(post
      ? {
        parameters: [{
          name: "Idempotency-Key",
          where: "header",
          text: "A UUID; the same command sent again is answered, not done again. Of a long answer from long ago only " +
            "that it was done may be left: answer_dropped.",
          required: true,
        }],
      }
      : {}),
    status: 200,
    answer: [answer],
    errors: [
      ...(post ? BODY : []),
      ...(post ? ["invalid_idempotency_key", "idempotency_key_missing", "idempotency_key_reused", "disk_low"] as const : []),
      ...OWNER,
      ...errors,
      "constraint_violation",
      ...DATABASE,
      ...EVERY,
    ],
  };
}
