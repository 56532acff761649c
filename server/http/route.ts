/** A route is one thing: what it is called, who may ask, what goes in and comes out, and how it is answered. */
import * as z from "zod";
import type { ErrorCode } from "../../shared/errors.ts";
import type { Role } from "../../shared/roles.ts";
import type { Auth, DeclaredRoute } from "../database/route.ts";
import type { Session } from "../security/session.ts";
import type { Asked } from "./asked.ts";

/** Of whom a route can be sure. */
export type SessionOf<A> = A extends "public" | "server" ? null : A extends "local" ? Session | null : Session;

/** What is said on a socket. */
export interface Frames {
  /** By the server. */
  readonly told: readonly z.ZodType[];
  /** To it. */
  readonly heard: readonly z.ZodType[];
  /** What each that it hears is answered by; null where it hears nothing. */
  readonly answer: z.ZodType | null;
}

export interface Route<A extends Auth | undefined = undefined, B = undefined> extends DeclaredRoute {
  readonly auth?: A;
  readonly body?: z.ZodType<B> | undefined;
  /** Knows the commonest bodies at a glance, which the schema would read as they are: it judges the others. */
  isPlain?(value: unknown): value is B;
  /** Catches whatever it waits for by itself, if it waits at all: to enter its request costs as much as a tenth of such an answer. */
  readonly atOnce?: true;
  /** May come without a body, which is `{}` then. */
  readonly mayBeEmpty?: true;
  /** Of the socket that it opens. */
  readonly frames?: Frames;
  /** What refusals call it in the application's terms; its method and path by default. */
  readonly command?: string;
  /** Where the token stands that is not in `Authorization`. */
  token?(headers: Headers): string | null;
  /** Answers: a value as JSON, with the route's status, or a response made by `respond.ts`. */
  run(asked: Asked<B, SessionOf<A>>): unknown;
}

// deno-lint-ignore no-explicit-any -- of whatever body: each is checked where it is written
export type AnyRoute = Route<any, any>;

/** Checks a route against what it says of itself: its `run` is given the body and the session that it asks for. */
export function route<const A extends Auth | undefined = undefined, B = undefined>(parts: Route<A, B>): AnyRoute {
  return parts;
}

export const OWNER_ALONE: readonly Role[] = ["administrateur"];

/** The body of what has nothing to say. */
export const NOTHING = z.strictObject({});

/** What anything that uses the database may answer. */
export const DATABASE: readonly ErrorCode[] = ["busy", "database_unavailable"];
const ANYWHERE: readonly ErrorCode[] = ["host_not_allowed", "origin_not_allowed", "internal"];
const OF_A_BODY: readonly ErrorCode[] = [
  ...["invalid_request", "invalid_body", "body_too_large", "body_too_slow", "unsupported_encoding"] as const,
];
/** `forbidden` to a role that may not, and to an API token that was made for something else. */
const OF_A_SESSION: readonly ErrorCode[] = [
  "unauthenticated",
  "role_not_allowed_here",
  "rate_limited",
  "forbidden",
  "https_required",
];

/** All that a route may answer instead of what was asked. */
export function errorsOf({ auth = OWNER_ALONE, body, errors }: AnyRoute): readonly ErrorCode[] {
  return [
    ...new Set([
      ...body === undefined ? [] : OF_A_BODY,
      ...ofWhom(auth, body !== undefined),
      ...errors,
      ...ANYWHERE,
    ]),
  ];
}

function ofWhom(auth: Auth, says: boolean): readonly ErrorCode[] {
  if (auth === "public") return says ? ["https_required"] : [];
  if (auth === "server") return ["role_not_allowed_here"];
  return OF_A_SESSION;
}
