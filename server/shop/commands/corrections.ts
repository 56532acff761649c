/** A means of payment that was typed wrong, a card for cash: corrected the same day, as a signed record of its own. */
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { type Bilingual, say } from "../../../shared/errors.ts";
import type { Command, Tx } from "../../database/application.ts";
import { calendarOf } from "../calendar.ts";
import type { CashSession } from "../cash_session.ts";
import { closingOf, sinceOf } from "../closings_made.ts";
import type { ShopContext } from "../context.ts";
import { correctionsTo } from "../corrections.ts";
import { expectMealVouchersFit, MEAL_VOUCHER } from "../meal_vouchers.ts";
import { expectState, findSale, linesOf, numberOfSale, type SaleRow } from "../sale.ts";

interface Input {
  readonly id: string;
  readonly de: string;
  readonly vers: string;
  /** Cents, without a sign; all that was paid by the wrong means when it is left out. */
  readonly montant?: number;
  readonly motif: string;
}

type TakenSession = CashSession & { readonly fermee_le: string | null };

const NOT_TODAY = say("il ne se corrige que le jour même, avant la clôture", "that is done on the same day, before its closing");
const NOT_YOURS = say(
  "seule la personne qui l'a encaissé le corrige, avant de compter sa caisse ; ensuite le propriétaire, le jour même",
  "who took the money does that, before counting the till; after that the owner, on the same day",
);
const ABOVE_LIMIT = say(
  "ce serait plus d'espèces sur un ticket que la loi et la boutique n'en acceptent : seul le propriétaire le corrige ainsi",
  "that would be more cash on one ticket than the law and the shop take: only the owner corrects it so",
);
const AT_TERMINAL = say(
  "le terminal de la caisse a lui-même pris ou rendu cet argent par carte : ce n'est pas une erreur de saisie",
  "the till's own terminal took or gave that money by card: it was not typed wrong",
);
const NOT_SO_MUCH = say("il n'a pas été payé autant par ce moyen", "not as much was paid by this means");

export function correctionCommands({ fiscal }: ShopContext): Readonly<Record<string, Command>> {
  return {
    "ventes.corriger": (tx, input) => {
      const { id, de, vers, motif, ...asked } = input as unknown as Input;
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      const session = tx.get(
        "SELECT s.* FROM encaissements e JOIN sessions_caisse s ON s.id = e.session_caisse_id WHERE e.vente_id = ?",
        id,
      ) as unknown as TakenSession;
      expectMayCorrect(tx, sale, session);
      const sign = sale.type === "avoir" ? -1 : 1;
      const paid = tx.get(
        "SELECT coalesce(sum(montant - rendu), 0) AS total, coalesce(sum(nombre), 0) AS nombre FROM paiements WHERE vente_id = ? AND mode = ?",
        id,
        de,
      ) as { total: number; nombre: number };
      const montant = asked.montant ?? sign * paid.total;
      if (de === vers || montant <= 0 || montant > sign * paid.total) refuse(tx, NOT_SO_MUCH);
      if (montant > sign * (paid.total - byTerminal(tx, id, de))) refuse(tx, AT_TERMINAL);
      const moved = sign * montant;
      if (vers === "especes" && moved > 0 && tx.actor.role !== "administrateur") expectCashFits(tx, id, moved);

      if (vers === MEAL_VOUCHER && moved > 0) expectMealVouchersFit(tx, sale, linesOf(tx, id), moved + paidBy(tx, id, vers));

      const apres_comptage = session.fermee_le !== null;
      const { seq } = fiscal.append(tx, EVENTS, "correction_paiement", {
        code: null,
        vente_id: id,
        numero: numberOfSale(sale),
        caisse: session.caisse,
        session_id: session.id,
        formation: sale.formation === 1,
        de,
        vers,
        montant: moved,
        motif,
        apres_comptage,
        par: tx.actor.username,
      });
      const { lastInsertRowid } = tx.run(
        `INSERT INTO corrections_paiement (vente_id, session_caisse_id, de, vers, montant, motif, par_id, apres_comptage, evenement, cree_le)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        session.id,
        de,
        vers,
        moved,
        motif,
        tx.actor.userId,
        apres_comptage ? 1 : 0,
        seq,
        tx.now,
      );
      const rows = [[de, -moved, moved === paid.total ? -paid.nombre : 0], [vers, moved, 1]] as const;
      for (const [mode, cents, nombre] of rows) {
        tx.run(
          `INSERT INTO paiements (vente_id, mode, montant, rendu, session_caisse_id, cree_le, correction_id, nombre)
           VALUES (?, ?, ?, 0, ?, ?, ?, ?)`,
          id,
          mode,
          cents,
          session.id,
          tx.now,
          Number(lastInsertRowid),
          nombre,
        );
      }
      tx.event("paiement_corrige", { vente_id: id, de, vers, montant: moved, motif });
      return { vente_id: id, numero: numberOfSale(sale), corrections: correctionsTo(tx, id) };
    },
  };
}

/** Who took the money, until the drawer is counted; and the owner, while the day is that of the ticket and is not closed. */
function expectMayCorrect(tx: Tx, sale: SaleRow, session: TakenSession): void {
  if (tx.actor.role !== "administrateur" && (session.caissier_id !== tx.actor.userId || session.fermee_le !== null)) {
    refuse(tx, NOT_YOURS);
  }
  const paid = tx.get("SELECT jour, caisse, numero FROM ventes WHERE id = ?", sale.id) as unknown as PaidTicket;
  const jour = sale.formation === 1 ? session.jour : paid.jour;
  if (jour !== calendarOf(tx.all).dayOf(tx.now) || isSummed(tx, jour, paid)) refuse(tx, NOT_TODAY);
}

/** What the payment itself refuses (cash_limit.ts) does not come about in two steps. */
function expectCashFits(tx: Tx, saleId: string, cents: number): void {
  const row = tx.get(
    `SELECT (SELECT coalesce(sum(montant - rendu), 0) FROM paiements WHERE vente_id = ? AND mode = 'especes') + ? > especes_max AS above
     FROM boutique`,
    saleId,
    cents,
  );
  if (row!["above"] === 1) refuse(tx, ABOVE_LIMIT);
}

function paidBy(tx: Tx, saleId: string, mode: string): number {
  const row = tx.get("SELECT coalesce(sum(montant), 0) AS total FROM paiements WHERE vente_id = ? AND mode = ?", saleId, mode);
  return Number(row!["total"]);
}

/** What a terminal itself has told of; what a person said of one may have been said wrong. */
function byTerminal(tx: Tx, saleId: string, mode: string): number {
  const row = tx.get(
    `SELECT coalesce(sum(p.montant), 0) AS total FROM paiements p JOIN operations_carte o ON o.id = p.operation_id
     WHERE p.vente_id = ? AND p.mode = ? AND o.raison IS NULL`,
    saleId,
    mode,
  );
  return Number(row!["total"]);
}

interface PaidTicket {
  readonly jour: string;
  readonly caisse: string;
  /** null for practice. */
  readonly numero: number | null;
}

/** A closing that was made stays whole, also one that a clock ahead has made; what was sold after it is not in it. */
function isSummed(tx: Tx, jour: string, { caisse, numero }: PaidTicket): boolean {
  const made = closingOf(tx, "jour", jour);
  return made !== null && numero !== null && numero <= (sinceOf(tx, made).numeros[caisse] ?? 0);
}

function refuse(tx: Tx, reason: Bilingual): never {
  return tx.fail("correction_refused", { reason });
}
