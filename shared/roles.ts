/** The three roles of a shop and the two modes of a request, as the wire and the database spell them. */

export const ROLES = ["administrateur", "caisse", "vendeur"] as const;
export type Role = (typeof ROLES)[number];

/** `server`: asked from the server PC itself; `client`: asked from a till on the LAN. */
export type Mode = "server" | "client";

/**
 * Whether a role may work in a mode. The owner works on the server PC alone, tills never do,
 * unless the shop has one PC for everything (`singleMachine`).
 */
export function roleAllowedIn(role: Role, mode: Mode, singleMachine: boolean): boolean {
  if (role === "administrateur") return mode === "server";
  return mode === "client" || singleMachine;
}
