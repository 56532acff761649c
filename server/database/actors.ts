/** Who acts where nobody is signed in. */
import type { Actor } from "./application.ts";

const NOBODY = { userId: null, role: null, mode: "console", address: null, sessionId: null } as const;

/** What the server does of its own accord: starts, stops, clearing away. */
export const SERVER: Actor = { ...NOBODY, username: "comptoir" };
/** What head office publishes is its own doing, wherever it is done. */
export const HEAD_OFFICE: Actor = { ...NOBODY, username: "siege" };
/** Whoever sits at a terminal of the server PC. */
export const CONSOLE: Actor = { ...NOBODY, username: "console" };

/** Somebody who has not signed in. */
export function anonymous(mode: Actor["mode"], address: string): Actor {
  return { ...NOBODY, username: "", mode, address };
}
