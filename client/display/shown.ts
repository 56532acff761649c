/** What stands on the screen now: what the server says of the till, and, in a second window of its own, what lies in that browser. */
import type { Unit } from "../../shared/units.ts";
import { lineTotal } from "../../shared/vat.ts";

export interface ShownLine {
  readonly libelle: string;
  /** Thousandths; negative for what comes back. */
  readonly quantite: number;
  readonly unite: Unit;
  /** Cents. */
  readonly prix_unitaire_ttc: number;
  readonly total_ttc: number;
}

export interface ShownTicket {
  readonly id: string;
  readonly etat: "brouillon" | "en_caisse" | "payee";
  /** For practice: it counts nowhere. */
  readonly formation: boolean;
  readonly lignes: readonly ShownLine[];
  /** Cents off the whole ticket. */
  readonly remise: number;
  readonly total_ttc: number;
  /** Cents that were given so far, what of the ticket goes on the customer's account, which is a promise, and the change. */
  readonly donne: number;
  readonly compte: number;
  readonly rendu: number;
  /** The number by which what was paid is fetched. */
  readonly retrait?: number;
  /** Where a phone finds the receipt: a path of this server, or a whole address. */
  readonly recu?: string;
}

/** As the server says it. */
export interface Shows {
  readonly caisse: string;
  readonly boutique: string;
  /** A demo shop, for ever. */
  readonly demo: boolean;
  /** The till's cashier is there. */
  readonly presente: boolean;
  /** The till is open for practice. */
  readonly formation: boolean;
  readonly ticket: ShownTicket | null;
}

/** As the till's page keeps it in its browser; older pages kept less. */
export interface RungUp {
  readonly saleId: string;
  readonly lines: readonly {
    readonly label: string;
    readonly quantity: number;
    readonly unit?: Unit;
    readonly price: number;
    readonly discount?: { readonly cents: number };
  }[];
  readonly discount?: { readonly cents: number };
  readonly returned?: readonly {
    readonly label: string;
    readonly quantity: number;
    readonly unit?: Unit;
    readonly cents: number;
  }[];
}

/** Cents that were given for a ticket, and that go on an account. */
export interface Given {
  readonly donne: number;
  readonly compte: number;
}

/** What lies in the till's own browser. */
export interface Beside {
  /** What is rung up there and not paid. */
  readonly rungUp: RungUp | null;
  /** As it is typed. */
  given(saleId: string): Given;
  /** Where a phone finds the receipt of a ticket that was just paid; null where the till shows no code. */
  receipt(saleId: string): string | null;
}

/**
 * The ticket that the customer sees; null for none. A ticket of the queue is in hand before what was rung up and waits. `formation`:
 * whether the till is open for practice, as the server said last.
 */
export function present(shows: Shows | null, beside: Beside | null, formation: boolean): ShownTicket | null {
  const ticket = shows?.ticket ?? null;
  if (beside === null) return ticket;
  if (shows !== null && !shows.presente) return null;
  if (ticket?.etat === "en_caisse") return withGiven(ticket, beside.given(ticket.id));
  const { rungUp } = beside;
  if (rungUp !== null && rungUp.lines.length > 0) return withGiven(asTicket(rungUp, formation), beside.given(rungUp.saleId));
  if (ticket?.etat !== "payee") return null;
  const recu = beside.receipt(ticket.id);
  return recu === null ? ticket : { ...ticket, recu };
}

/** Cents that are left to give; negative for what goes back. */
export function leftOf({ total_ttc, donne, compte }: ShownTicket): number {
  return total_ttc - donne - compte;
}

/** Nobody gives anything for a ticket of which money goes back: what is typed then is what the till gives. */
function withGiven(ticket: ShownTicket, typed: Given): ShownTicket {
  if (ticket.total_ttc < 0) return ticket;
  const given = { ...ticket, donne: Math.max(ticket.donne, typed.donne), compte: Math.max(ticket.compte, typed.compte) };
  return { ...given, rendu: Math.max(0, -leftOf(given)) };
}

function asTicket({ saleId, lines, discount, returned = [] }: RungUp, formation: boolean): ShownTicket {
  const lignes = lines.map(({ label, quantity, unit = "piece", price, discount }): ShownLine => ({
    libelle: label,
    quantite: quantity,
    unite: unit,
    prix_unitaire_ttc: price,
    total_ttc: lineTotal(quantity, price, discount?.cents ?? 0),
  }));
  const back = returned.map(({ label, quantity, unit = "piece", cents }): ShownLine => ({
    libelle: label,
    quantite: -quantity,
    unite: unit,
    prix_unitaire_ttc: Math.round(cents * 1000 / quantity),
    total_ttc: -cents,
  }));
  const all = [...lignes, ...back];
  const remise = discount?.cents ?? 0;
  const total_ttc = all.reduce((sum, line) => sum + line.total_ttc, 0) - remise;
  return { id: saleId, etat: "brouillon", formation, lignes: all, remise, total_ttc, donne: 0, compte: 0, rendu: 0 };
}
