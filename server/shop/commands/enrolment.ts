/**
 * Enrolment: the owner binds a till to one device. A one-time code, read out at the counter, lets the
 * device hand in the hash of a key that it alone has; from then on the till opens with that key only.
 * Neither code nor key is stored, journaled or answered again.
 */
import type { Command, Look, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { hashOf, sameText } from "../spoken_codes.ts";
import { UNKNOWN } from "../unknown.ts";

export function enrolmentCommands({ fiscal, enrolmentCodes }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.inviter": (tx, input) => {
      const { nom } = input as { nom: string };
      const { code, expire_le } = enrolmentCodes.make(tx, nom);
      tx.event("caisse_invitee", { caisse: nom, expire_le });
      return { caisse: nom, code, expire_le };
    },

    "caisses.enroler": (tx, input) => {
      const { code, cle } = input as { code: string; cle: string };
      const caisse = enrolmentCodes.use(tx, code);
      const remplace = tx.run("DELETE FROM _appareils WHERE caisse = ?", caisse).changes > 0;
      tx.run("INSERT INTO _appareils (caisse, empreinte) VALUES (?, ?)", caisse, hashOf(cle));
      tx.run("UPDATE caisses SET enrolee_le = ? WHERE nom = ?", tx.now, caisse);
      fiscal.append(tx, EVENTS, "caisse_enrolee", { code: 126, caisse, par: tx.actor.username, remplace });
      tx.event("caisse_enrolee", { caisse, remplace });
      return { caisse };
    },

    "caisses.liberer": (tx, input) => {
      const { nom } = input as { nom: string };
      const till = tx.get("SELECT enrolee_le FROM caisses WHERE nom = ?", nom);
      if (till === undefined) return tx.fail("not_found", UNKNOWN.till);
      // A code on its way would bind the till again.
      const invited = enrolmentCodes.isPending(tx, nom);
      enrolmentCodes.drop(tx, nom);
      const enrolled = till["enrolee_le"] !== null;
      if (enrolled) {
        tx.run("DELETE FROM _appareils WHERE caisse = ?", nom);
        tx.run("UPDATE caisses SET enrolee_le = NULL WHERE nom = ?", nom);
        fiscal.append(tx, EVENTS, "caisse_liberee", { code: 127, caisse: nom, par: tx.actor.username });
      }
      if (enrolled || invited) tx.event("caisse_liberee", { caisse: nom, enrolee: enrolled });
      return { caisse: nom };
    },
  };
}

/** Ends the request when the till is bound to a device and this is not its key. */
export function expectDevice(tx: Tx, nom: string, cle: string | undefined): void {
  const till = tx.get(
    "SELECT c.enrolee_le, a.empreinte FROM caisses c LEFT JOIN _appareils a ON a.caisse = c.nom WHERE c.nom = ?",
    nom,
  );
  if (till === undefined || till["enrolee_le"] === null) return;
  const empreinte = till["empreinte"] as string | null;
  if (empreinte === null || cle === undefined || !sameText(empreinte, hashOf(cle))) tx.fail("till_not_enrolled", { caisse: nom });
}

/** Whether a till that takes PINs is bound to the device that has this key. */
export function isPinDevice(look: Look, nom: string, cle: string): boolean {
  const bound = look.get(
    "SELECT a.empreinte FROM _appareils a JOIN caisses c ON c.nom = a.caisse WHERE c.nom = ? AND c.active = 1 AND c.codes_pin = 1",
    nom,
  );
  return bound !== undefined && sameText(bound["empreinte"] as string, hashOf(cle));
}
