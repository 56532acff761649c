/** The shapes that travel between server and client: the wire contract as types. */
import type { Role } from "./roles.ts";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A value as a row carries it: integers beyond 2^53 are decimal strings, blobs are `{"$blob"}`. */
export type WireValue = string | number | null | { readonly $blob: string } | { readonly $real: string };
/** A value as a parameter carries it. */
export type WireParam = string | number | null | { readonly $int: string } | { readonly $blob: string };
export type WireRow = Readonly<Record<string, WireValue>>;

export type StatementType = "select" | "insert" | "update" | "delete";

export interface Query {
  readonly type: StatementType;
  readonly query: string;
  readonly params?: readonly WireParam[] | Readonly<Record<string, WireParam>> | undefined;
}
export interface Batch {
  readonly type: "batch";
  readonly queries: readonly Query[];
}

export interface SelectResult {
  readonly columns: readonly string[];
  readonly rows: readonly WireRow[];
  readonly truncated: boolean;
}
export interface WriteResult {
  readonly changes: number;
  /** A decimal string beyond ±(2^53 − 1). */
  readonly last_insert_id: number | string | null;
  readonly rows: readonly WireRow[];
  readonly seq: number | null;
}
export interface BatchResult {
  readonly results: readonly (SelectResult | Omit<WriteResult, "seq">)[];
  readonly seq: number | null;
}

export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
}
export interface AuthResult {
  readonly token: string;
  readonly token_type: "Bearer";
  readonly expires_at: string;
  readonly user: User;
}
export interface Health {
  readonly status: "ok" | "degraded";
  readonly version: string;
  readonly uptime_s: number;
  readonly time: string;
  /** The shop's, by its IANA name. */
  readonly time_zone: string;
  readonly database: "ok" | "unavailable";
  readonly mode: "server" | "client";
  readonly setup_required: boolean;
  readonly detail?: string;
}

export type ChangeOp = "insert" | "update" | "delete";
export interface RowChange {
  readonly table: string;
  readonly op: ChangeOp;
  readonly key: WireRow;
}
export interface ChangeAuthor {
  readonly user_id: number | null;
  readonly username: string;
  readonly role: Role | null;
}

export interface HelloMessage {
  readonly type: "hello";
  readonly epoch: string;
  readonly seq: number;
  readonly heartbeat_s: number;
  readonly user: User;
}
export interface DataChangeMessage {
  readonly type: "data_change";
  readonly seq: number;
  readonly prev: number;
  readonly at: string;
  readonly by: ChangeAuthor;
  readonly changes: readonly RowChange[];
  /** Present when more rows changed than a message lists; `tables` names where. */
  readonly truncated?: true;
  readonly tables?: readonly string[];
}
/** For sockets opened with `together=1` alone: what became known, or is told again, at once, in one frame. */
export interface DataChangesMessage {
  readonly type: "data_changes";
  /** At least two, in the order of `seq`. */
  readonly all: readonly DataChangeMessage[];
}
export interface HeartbeatMessage {
  readonly type: "heartbeat";
  readonly seq: number;
}
export interface ResetMessage {
  readonly type: "reset";
  readonly reason: "epoch_changed" | "history_trimmed";
}
export interface PresentPerson {
  readonly user_id: number;
  readonly username: string;
  readonly name: string;
  readonly role: Role;
  /** RFC 3339: since when at least one socket of theirs has been open. */
  readonly since: string;
}
/** For sockets opened with `presence=1` alone. */
export interface PresenceMessage {
  readonly type: "presence";
  /** In the order in which they came. */
  readonly people: readonly PresentPerson[];
  /** The server's disk is nearly full: only payments and closings are written until it has room again. */
  readonly disk_low?: true;
}
/** Answered by a heartbeat; whatever else it holds is not looked at. */
export interface PingMessage {
  readonly type: "ping";
}
export type ClientMessage = PingMessage;
/** On `/ws/afficheur` alone, as what follows. */
export interface DisplayHeartbeatMessage {
  readonly type: "heartbeat";
}
export interface DisplayMessage {
  readonly type: "display";
  /** All that is to be seen, as the application says it. */
  readonly shows: JsonValue;
}
export type ServerMessage =
  | HelloMessage
  | DataChangeMessage
  | DataChangesMessage
  | HeartbeatMessage
  | ResetMessage
  | PresenceMessage;

/** Why the server closes a socket. */
export const CLOSE = {
  malformed: 4400,
  sessionEnded: 4401,
  notAllowed: 4403,
  tooSlow: 4408,
  stopping: 1001,
} as const;

export const SUBPROTOCOL = "comptoir.v1";
export const BEARER_PROTOCOL_PREFIX = "bearer.";
