/** What other shops of the chain have taken of this one's vouchers: what closings and people are told of it. */
import { type Bilingual, say } from "../../shared/errors.ts";
import { formatCents } from "../../shared/money.ts";
import { onPaper, ownZone } from "../../shared/time_zone.ts";
import type { Look } from "../database/application.ts";
import { zoneOf } from "./time_zone.ts";

// Types, not interfaces, so that they are JSON.
/** What one shop has taken of vouchers of one kind. */
export type ElsewhereTotal = {
  /** Its key and name at head office. */
  readonly boutique: string;
  readonly nom: string;
  /** `avoir` or `carte_cadeau`. */
  readonly genre: string;
  readonly nombre: number;
  /** Cents, which this shop owes that one. */
  readonly total: number;
};
export type UsedElsewhere = {
  readonly boutique: string;
  readonly nom: string;
  /** Cents. */
  readonly montant: number;
  /** RFC 3339. */
  readonly le: string;
};

/** `where` picks among `bons_ailleurs m`. */
export function elsewhereOf(look: Look, where: string, params: readonly (string | number)[]): ElsewhereTotal[] {
  return look.all(
    `SELECT m.boutique, max(m.boutique_nom) AS nom, b.genre, count(*) AS nombre, sum(m.pris) AS total
     FROM bons_ailleurs m JOIN bons b ON b.id = m.bon_id WHERE m.pris > 0 AND ${where} GROUP BY m.boutique, b.genre ORDER BY 1, 3`,
    ...params,
  ) as unknown as ElsewhereTotal[];
}

/** Of one voucher, the latest first. */
export function usesElsewhere(look: Look, code: string): UsedElsewhere[] {
  return look.all(
    `SELECT m.boutique, m.boutique_nom AS nom, m.pris AS montant, m.utilise_le AS le FROM bons_ailleurs m JOIN bons b ON b.id = m.bon_id
     WHERE b.code = ? AND m.pris > 0 ORDER BY m.id DESC LIMIT ${TOLD}`,
    code,
  ) as unknown as UsedElsewhere[];
}

/** Where a voucher was used and when, as the extras of `voucher_exceeded`; nothing for one that was used here alone. */
export function whereUsed(look: Look, code: string): { readonly ailleurs?: Bilingual } {
  const uses = usesElsewhere(look, code);
  if (uses.length === 0) return {};
  const zone = zoneOf(look) ?? ownZone();
  const told = (locale: "fr" | "en", word: string) =>
    uses.map(({ nom, montant, le }) => `${formatCents(montant, locale)} ${word} ${nom} (${onPaper(le, zone, locale)})`).join(
      ", ",
    );
  return { ailleurs: say(`utilisé ailleurs, ${told("fr", "à")}`, `used elsewhere, ${told("en", "in")}`) };
}

/** As many as a sentence holds. */
const TOLD = 3;
