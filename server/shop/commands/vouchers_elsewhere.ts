/** What another shop has taken of one of this shop's vouchers, taken in its turn: once, signed and owed; or refused with its reason. */
import { type Bilingual, say } from "../../../shared/errors.ts";
import { daysFrom } from "../../../shared/days.ts";
import { ELSEWHERE, EVENTS } from "../../../shared/fiscal_record.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import { expectClockRight } from "../cash_session.ts";
import { lastClosed } from "../closings_made.ts";
import type { ShopContext } from "../context.ts";
import type { Voucher } from "../vouchers.ts";

/** As head office tells it: whoever writes there may have written anything. */
interface Use {
  /** The other shop: its key and name there. */
  readonly boutique: string;
  readonly nom: string;
  /** That one's own name of it, and the voucher's at head office. */
  readonly cle: string;
  readonly empreinte: string;
  /** Of the voucher; null for none of this shop's. */
  readonly code: string | null;
  /** Cents; 0 for what is no amount. */
  readonly montant: number;
  /** When it was used there, RFC 3339; null for what is no moment. */
  readonly le: string | null;
}

export function voucherElsewhereCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    // Told twice, it is taken once.
    "bons.rentrer": (tx, input) => {
      const use = input as unknown as Use;
      const { boutique, nom, cle, empreinte, code, montant, le } = use;
      const before = tx.all(
        "SELECT montant FROM bons_ailleurs WHERE boutique = ? AND cle = ? AND empreinte = ?",
        boutique,
        cle,
        empreinte,
      );
      if (before.some((row) => row["montant"] === montant)) return null;
      const voucher = code === null
        ? undefined
        : tx.get("SELECT * FROM bons WHERE code = ? AND formation = 0", code) as unknown as Voucher | undefined;
      const wrong = before.length > 0 ? TWICE : wrongWith(use, voucher) ?? (isTold(tx, use, voucher!) ? AGAIN : null);
      const pris = wrong !== null ? 0 : Math.min(montant, voucher!.solde);
      const why = wrong ?? (pris < montant ? OVER : null);
      const kept = {
        ...{ boutique, boutique_nom: nom, cle, empreinte, bon_id: voucher?.id ?? null, montant, pris },
        ...{ motif: why?.fr ?? null, motif_en: why?.en ?? null, utilise_le: le, recu_le: tx.now },
        ...pris === 0 ? {} : signed(tx, use, voucher!, pris),
      };
      const columns = Object.keys(kept);
      tx.run(
        `INSERT INTO bons_ailleurs (${columns.join(", ")}) VALUES (?${", ?".repeat(columns.length - 1)})`,
        ...Object.values(kept),
      );
      const told = { boutique, bon_id: kept.bon_id, montant, pris, motif: kept.motif };
      if (pris > 0) tx.event("bon_ailleurs", told);
      else tx.event("bon_ailleurs_refuse", told);
      return null;
    },
  };

  /** Its record, and the day with which it is closed: what comes home when a day is closed already is of the next one. */
  function signed(tx: Tx, { boutique, nom, cle, le }: Use, { code, genre }: Voucher, pris: number) {
    const today = calendarOf(tx.all).dayOf(tx.now);
    expectClockRight(tx, today);
    const jour = lastClosed(tx, "jour") === today ? daysFrom(today, 1) : today;
    const content: JsonValue = {
      ...{
        code: null,
        code_bon: code,
        genre,
        montant: pris,
        boutique,
        boutique_nom: nom,
        cle,
        utilise_le: le,
        date: tx.now,
        jour,
      },
      par: tx.actor.username,
    };
    return { jour, evenement: fiscal.append(tx, EVENTS, ELSEWHERE, content).seq };
  }
}

/** Whether the same payment was told under another name: a shop that was enrolled anew under one tells all that it took once more. */
function isTold(tx: Tx, { cle }: Use, { id }: Voucher): boolean {
  return tx.get("SELECT 1 FROM bons_ailleurs WHERE bon_id = ? AND cle = ? AND pris > 0", id, cle) !== undefined;
}

/** Why nothing of it can be taken; null where something may be. */
function wrongWith({ montant, le }: Use, voucher: Voucher | undefined): Bilingual | null {
  if (voucher === undefined) return UNKNOWN;
  if (montant === 0) return AMOUNT;
  if (le === null) return MOMENT;
  return montant > voucher.montant ? MORE : null;
}

const UNKNOWN = say("ce bon n'est pas de cette boutique", "this voucher is none of this shop's");
const AMOUNT = say("ce qui en aurait été pris n'est pas un montant", "what would have been taken of it is no amount");
const MOMENT = say("il aurait servi à une date qui n'existe pas", "it would have been used at a date that there is not");
const MORE = say("il n'a jamais valu autant", "it was never worth as much");
const TWICE = say("sous ce numéro un autre montant a déjà été dit", "another amount was told under this number before");
const AGAIN = say("une autre boutique a déjà dit ce même paiement", "another shop told this very payment before");
const OVER = say("il n'en restait pas autant", "there was not as much left of it");
