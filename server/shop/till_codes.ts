/** One-time codes of tills: made for one till in service, read out at the counter, good once and for a while. Only their salted hash is kept. */
import type { Tx } from "../database/application.ts";
import type { Grace } from "./grace.ts";
import { newCode, opens, type SealedCode } from "./spoken_codes.ts";
import { UNKNOWN } from "./unknown.ts";

interface PendingCode extends SealedCode {
  readonly caisse: string;
  readonly expire_le: string;
}

export class TillCodes {
  /** `table`: where those of one purpose are kept, by till. */
  constructor(readonly table: "_codes_enrolement" | "_codes_afficheur", readonly grace: Grace) {}

  /** A new one in place of the till's last; `expire_le` in RFC 3339. Fails with `not_found` for a till that is not in service. */
  make(tx: Tx, caisse: string): { readonly code: string; readonly expire_le: string } {
    if (tx.get("SELECT 1 FROM caisses WHERE nom = ? AND active = 1", caisse) === undefined) tx.fail("not_found", UNKNOWN.till);
    this.drop(tx, caisse);
    const { code, sel, empreinte } = newCode(this.#pending(tx));
    const expire_le = this.grace.begin(tx, caisse);
    tx.run(
      `INSERT INTO ${this.table} (caisse, sel, empreinte, expire_le) VALUES (?, ?, ?, ?)`,
      caisse,
      sel,
      empreinte,
      expire_le,
    );
    return { code, expire_le };
  }

  /** The till that the code was made for; it is used up. Fails with `enrolment_code_invalid`. */
  use(tx: Tx, code: string): string {
    const found = this.#pending(tx).find((one) => opens(one, code)) ?? tx.fail("enrolment_code_invalid");
    this.drop(tx, found.caisse);
    return found.caisse;
  }

  /** Whether a till has one that would be taken now. */
  isPending(tx: Tx, caisse: string): boolean {
    return this.#pending(tx).some((one) => one.caisse === caisse);
  }

  drop(tx: Tx, caisse: string): void {
    tx.run(`DELETE FROM ${this.table} WHERE caisse = ?`, caisse);
  }

  /** Codes that would be taken now; a till that is out of service invites nobody. */
  #pending(tx: Tx): PendingCode[] {
    const codes = tx.all(`SELECT k.* FROM ${this.table} k JOIN caisses c ON c.nom = k.caisse WHERE c.active = 1`);
    return (codes as unknown as readonly PendingCode[]).filter(({ caisse, expire_le }) =>
      !this.grace.isOver(tx, caisse, expire_le)
    );
  }
}
