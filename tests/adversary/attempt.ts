/**
 * What an attempt is: somebody sends something and must be refused. Its premise is what shows that the
 * refusal means anything: the same thing where it is allowed, sent first, succeeds.
 *
 * Texts hold names in `«…»` (a token, an id) that the scene fills in.
 */

export type Who = "vendeur" | "caisse" | "administrateur" | "nobody";

export interface Sql {
  readonly kind: "sql";
  readonly type: string;
  readonly query: string;
  readonly params?: unknown;
}
export interface Batch {
  readonly kind: "batch";
  readonly queries: readonly { readonly type: string; readonly query: string; readonly params?: unknown }[];
}
/** An HTTP request, written to the socket as it stands here; `Host` is this server's unless it is given. */
export interface Http {
  readonly kind: "http";
  readonly method: string;
  readonly path: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** Without the token of who sends it. */
  readonly anonymous?: true;
  /** Without a Host header. */
  readonly noHost?: true;
}
/** Bytes as they are. */
export interface Raw {
  readonly kind: "raw";
  readonly text: string;
}
/** Frames sent over an open socket. */
export interface Frames {
  readonly kind: "frames";
  readonly frames: readonly (string | Uint8Array<ArrayBuffer>)[];
}
export type Sent = Sql | Batch | Http | Raw | Frames;

export interface Sending {
  readonly as: Who;
  readonly sent: Sent;
  /** From where: tills are on the LAN and the owner at the server PC, unless it is said here. */
  readonly at?: "lan" | "server";
}

/** How it is refused: any of these. `status` null: the server hung up without an answer. */
export interface Refusal {
  readonly status?: readonly (number | null)[];
  readonly code?: readonly string[];
  /** 0: the connection broke before its peer, which was still sending, had read the code. */
  readonly close?: readonly number[];
}

export interface Attempt extends Sending {
  readonly name: string;
  readonly refused: Refusal;
  /** What is sent before and answered with this status (or `heartbeat` on a socket). */
  readonly premise: Sending & { readonly answered: number | "heartbeat" };
  /** The kind of journal record that must tell of it. */
  readonly journaled?: "refused" | "sign_in_failed" | "sign_in_throttled";
}

/** A category of attempts. */
export interface Chapter {
  readonly title: string;
  readonly attempts: readonly Attempt[];
}

export const sql = (type: string, query: string, params?: unknown): Sql => ({
  kind: "sql",
  type,
  query,
  ...(params === undefined ? {} : { params }),
});

export const http = (method: string, path: string, more: Omit<Http, "kind" | "method" | "path"> = {}): Http => ({
  kind: "http",
  method,
  path,
  ...more,
});

export const post = (path: string, body: unknown, more: Omit<Http, "kind" | "method" | "path" | "body"> = {}): Http =>
  http("POST", path, { ...more, body: typeof body === "string" ? body : JSON.stringify(body) });

export const forbidden: Refusal = { status: [403], code: ["forbidden"] };
export const unknownTable: Refusal = { status: [400], code: ["sql_error"] };
export const unauthenticated: Refusal = { status: [401], code: ["unauthenticated"] };
export const roleNotHere: Refusal = { status: [403], code: ["role_not_allowed_here"] };
export const notFound: Refusal = { status: [404], code: ["not_found"] };
/** Refused by the HTTP layer itself, before Comptoir sees a request. */
export const notHttp: Refusal = { status: [400, null] };
