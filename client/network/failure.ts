/** A request that did not succeed: the server's problem+json, or why there is none. */
import type { ErrorCode, Extras } from "../../shared/errors.ts";

/**
 * `network`: no answer. `unexpected_answer`: an answer that is not the server's own, such as a
 * proxy's page. `outbox_full`: nothing was stored. `stopped`: the client was closed meanwhile.
 * `no_storage`: this browser keeps nothing.
 */
export type ClientCode = "network" | "unexpected_answer" | "outbox_full" | "stopped" | "no_storage";

export class Failure extends Error {
  override readonly name = "Failure";
  constructor(
    readonly code: ErrorCode | ClientCode,
    /** The HTTP status; 0 when there was no answer. */
    readonly status: number = 0,
    /** The server's sentence for people; null when it said nothing. */
    readonly detail: string | null = null,
    readonly extras: Extras = {},
    /** Seconds that the server asks to wait; null when it did not ask. */
    readonly retryAfterS: number | null = null,
  ) {
    super(detail ?? code);
  }

  /** Whether the server itself has said nothing: no answer came, or another's, or what a proxy left of it. */
  get unanswered(): boolean {
    return this.status === 0 || this.code === "unexpected_answer";
  }

  /** Whether the same request may succeed later as it is: nothing is known to be decided about it. */
  get mayPass(): boolean {
    return this.unanswered || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** Whether the server failed at this request rather than at the moment: at the same one it may fail for ever. */
  get blamesRequest(): boolean {
    return this.status >= 500 && !["busy", "database_unavailable"].includes(this.code);
  }

  /** Whether it says that this session is over or may not work from here, whatever the request. */
  get endsSession(): boolean {
    return this.code === "unauthenticated" || this.code === "role_not_allowed_here";
  }

  static from(error: unknown): Failure {
    return error instanceof Failure ? error : new Failure("network");
  }
}

/** Reads an answer that is no success. */
export async function readFailure(response: Response): Promise<Failure> {
  const retryAfter = Number(response.headers.get("retry-after") ?? NaN);
  const retryAfterS = Number.isFinite(retryAfter) ? retryAfter : null;
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("code" in body) || typeof body.code !== "string") {
    return new Failure("unexpected_answer", response.status, null, {}, retryAfterS);
  }
  const { type: _type, title: _title, status: _status, detail, code, ...extras } = body as Record<string, unknown>;
  return new Failure(
    code as ErrorCode,
    response.status,
    typeof detail === "string" ? detail : null,
    extras as Extras,
    retryAfterS,
  );
}
