/**
 * Customer displays: a till opens a second window for its own session, or the owner pairs a screen by a code that is read out
 * once. Either has a key that shows what its till rings up, and can do nothing else.
 */
import { randomBytes } from "node:crypto";
import { LIMITS } from "../../../shared/limits.ts";
import type { Command, Tx } from "../../database/application.ts";
import { sessionAt } from "../cash_session.ts";
import type { ShopContext } from "../context.ts";
import { hashOf } from "../spoken_codes.ts";
import { UNKNOWN } from "../unknown.ts";

const KEY_BYTES = 32;

export function displayCommands({ displayCodes }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "afficheurs.ouvrir": (tx, input) => {
      const { nom } = input as { nom: string };
      if (tx.get("SELECT 1 FROM caisses WHERE nom = ? AND active = 0", nom) !== undefined) tx.fail("not_found", UNKNOWN.till);
      const { id } = sessionAt(tx, nom);
      return { ...newKey(tx, nom, id), personne_id: tx.actor.userId! };
    },

    "afficheurs.inviter": (tx, input) => {
      const { nom } = input as { nom: string };
      const { code, expire_le } = displayCodes.make(tx, nom);
      tx.event("afficheur_invite", { caisse: nom, expire_le });
      return { caisse: nom, code, expire_le };
    },

    "afficheurs.associer": (tx, input) => {
      const { code } = input as { code: string };
      return newKey(tx, displayCodes.use(tx, code), null);
    },

    "afficheurs.oublier": (tx, input) => {
      const { nom } = input as { nom: string };
      if (tx.get("SELECT 1 FROM caisses WHERE nom = ?", nom) === undefined) tx.fail("not_found", UNKNOWN.till);
      displayCodes.drop(tx, nom);
      const oublies = tx.run("DELETE FROM _afficheurs WHERE caisse = ?", nom).changes;
      tx.event("afficheurs_oublies", { caisse: nom, oublies });
      return { caisse: nom, oublies };
    },
  };
}

/** `session`: the only one that it shows; null for a screen that stays. */
function newKey(tx: Tx, caisse: string, session: number | null) {
  const cle = randomBytes(KEY_BYTES).toString("base64url");
  // Windows of sessions that are over show nothing any more; of the others the oldest make room.
  tx.run("DELETE FROM _afficheurs WHERE session_caisse_id IN (SELECT id FROM sessions_caisse WHERE fermee_le IS NOT NULL)");
  tx.run(
    `DELETE FROM _afficheurs WHERE empreinte IN (SELECT empreinte FROM _afficheurs WHERE caisse = ?
     AND (session_caisse_id IS NULL) = ? ORDER BY ajoute_le DESC LIMIT -1 OFFSET ?)`,
    caisse,
    session === null ? 1 : 0,
    LIMITS.displaysPerTill - 1,
  );
  tx.run(
    "INSERT INTO _afficheurs (empreinte, caisse, session_caisse_id, ajoute_le) VALUES (?, ?, ?, ?)",
    hashOf(cle),
    caisse,
    session,
    tx.now,
  );
  tx.event("afficheur_associe", { caisse, fenetre: session !== null });
  return { caisse, cle };
}
