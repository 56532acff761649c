/** Where a NetworkClient stands, as everyone may see it. */
import type { Health, User } from "../../shared/protocol.ts";
import type { Failure } from "./failure.ts";

/** The steps of starting, in their order, then what may come of them. */
export type Phase =
  | "configuration"
  | "testing"
  | "authenticating"
  | "token"
  | "connecting"
  | "ready"
  | "offline"
  | "reconnecting"
  | "signed_out";

/** Whether what the server has sent so far may be out of date. */
export function isLost({ phase }: ClientState): boolean {
  return phase === "offline" || phase === "reconnecting";
}

export interface ClientState {
  readonly phase: Phase;
  /** Who is signed in; stays set while the connection is lost. */
  readonly user: User | null;
  /** The server's last word on itself; null until it was found. */
  readonly health: Health | null;
  /** Why somebody was signed out, or why the server does not answer; null when there is nothing to say. */
  readonly failure: Failure | null;
}
