/** What is looked for among the tickets, as conditions of SQL: each walks one index, newest first, and stops after a page. */
import { plain } from "../../../../shared/plain_text.ts";
import { parseCents } from "../../../../shared/money.ts";
import type { WireParam } from "../../../../shared/protocol.ts";
import { daysFrom } from "../../../../shared/days.ts";

export type TicketState = "paid" | "sales" | "refunds" | "waiting" | "cancelled" | "training";

export interface TicketFilter {
  /** A number, an amount, a card's last digits as receipts print them, or a part of an article's or a customer's name. */
  readonly text: string;
  readonly state: TicketState;
  /** Who sold it or took the money. */
  readonly person: number | null;
  /** The shop's dates, both included; null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface Conditions {
  readonly sql: string;
  readonly params: readonly WireParam[];
  /** By which tickets are ordered, before their ids. */
  readonly moment: "payee_le" | "cree_le";
  /** Whether a number, or a card, was asked for: it says which tickets, whatever else is chosen. */
  readonly numbered: boolean;
}

const STATES: Readonly<Record<TicketState, string>> = {
  paid: "v.payee_le IS NOT NULL AND v.formation = 0",
  sales: "v.payee_le IS NOT NULL AND v.formation = 0 AND v.type = 'vente'",
  refunds: "v.payee_le IS NOT NULL AND v.formation = 0 AND v.type = 'avoir'",
  waiting: "v.etat IN ('en_attente', 'en_caisse', 'brouillon')",
  cancelled: "v.etat = 'annulee'",
  training: "v.payee_le IS NOT NULL AND v.formation = 1",
};
/** Digits of the longest number that a ticket has; more are a code. */
const NUMBER_DIGITS = 9;
/** Bytes of a pattern: the server takes 256. */
const PATTERN_BYTES = 240;

export function conditionsOf({ text, state, person, from, to }: TicketFilter): Conditions {
  const asked = text.trim();
  const number = numberAsked(asked) ?? cardAsked(asked);
  if (number !== null) return { ...number, moment: "payee_le", numbered: true };
  const parts = [STATES[state]];
  const params: WireParam[] = [];
  const add = (sql: string, ...values: WireParam[]) => {
    parts.push(sql);
    params.push(...values);
  };
  const unpaid = state === "waiting" || state === "cancelled";
  const day = unpaid ? "coalesce(v.rappel_jour, substr(v.cree_le, 1, 10))" : "+v.jour";
  const moment = unpaid ? "cree_le" : "payee_le";
  // Practice has no day. The moments bound the walk: no zone is more than a day away.
  if (from !== null && state !== "training") add(`${day} >= ?`, from);
  if (from !== null) add(`v.${moment} >= ?`, daysFrom(from, -1));
  if (to !== null && state !== "training") add(`${day} <= ?`, to);
  if (to !== null) add(`v.${moment} < ?`, daysFrom(to, 2));
  if (person !== null) add("(v.caissier_id = ? OR v.vendeur_id = ?)", person, person);
  const cents = /[.,€]/.test(asked) ? parseCents(asked) : null;
  if (cents !== null) add("v.total_ttc IN (?, ?)", cents, -cents);
  else if (asked !== "") {
    const pattern = patternOf(asked);
    add(
      `(EXISTS (SELECT 1 FROM lignes_vente l WHERE l.vente_id = v.id AND lower(l.libelle) GLOB ?)
        OR v.client_id IN (SELECT id FROM clients WHERE lower(nom) GLOB ?))`,
      pattern,
      pattern,
    );
  }
  return { sql: parts.join(" AND "), params, moment, numbered: false };
}

/** `C1-000123`, `F-C1-000123` or `123`: found by the index of numbers. */
function numberAsked(text: string): Pick<Conditions, "sql" | "params"> | null {
  const [, training, till, digits] = /^(F-)?(?:([A-Z][A-Z0-9]{0,9})-)?(\d+)$/i.exec(text) ?? [];
  if (digits === undefined || digits.length > NUMBER_DIGITS || (training !== undefined && till === undefined)) return null;
  const column = training === undefined ? "numero" : "numero_formation";
  const tills = till === undefined ? "IN (SELECT nom FROM caisses)" : "= ?";
  return {
    sql: `v.payee_le IS NOT NULL AND v.caisse ${tills} AND v.${column} = ?`,
    params: [...till === undefined ? [] : [till.toUpperCase()], Number(digits)],
  };
}

/** `****1234`: paid by that card at a terminal, or credited to it. */
function cardAsked(text: string): Pick<Conditions, "sql" | "params"> | null {
  const digits = /^\*{1,4} ?(\d{4})$/.exec(text)?.[1];
  if (digits === undefined) return null;
  return {
    sql:
      "v.payee_le IS NOT NULL AND v.id IN (SELECT o.vente_id FROM operations_carte o WHERE o.carte = ? AND o.etat = 'acceptee')",
    params: [digits],
  };
}

/** Letters with what people write above and below them; SQLite knows no case but that of a to z. */
const VARIANTS: Readonly<Record<string, string>> = {
  a: "aàâäáãÀÂÄÁÃ",
  c: "cçÇ",
  e: "eéèêëÉÈÊË",
  i: "iîïíÎÏÍ",
  n: "nñÑ",
  o: "oôöóõÔÖÓÕ",
  u: "uùûüúÙÛÜÚ",
  y: "yÿŸ",
  "'": "'’",
};

/** A pattern that finds the text anywhere, blind to accents and case. */
function patternOf(text: string): string {
  const bytes = (value: string) => new TextEncoder().encode(value).length;
  let pattern = "*";
  for (const letter of plain(text).replaceAll("’", "'")) {
    const variants = VARIANTS[letter];
    const one = variants !== undefined ? `[${variants}]` : /[*?[\]]/.test(letter) || letter > "~" ? "?" : letter;
    if (bytes(pattern + one) > PATTERN_BYTES) break;
    pattern += one;
  }
  return `${pattern}*`;
}
