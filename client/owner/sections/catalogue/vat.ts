/** The rates of VAT that an article of this shop may have, and how people write them. */
import type { Locale } from "../../../../shared/errors.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

/** Basis points, the usual one first: until the server has told the shop's own. */
export const USUAL_RATES: readonly number[] = [2000, 1000, 550, 210, 0];

/** Those of the shop's territory that are in force, the highest first: the usual one of each. */
export function vatRates(client: NetworkClient): LiveList<number> {
  return new LiveList(client, ["taux_tva", "boutique"], async () => {
    const { rows } = await client.query(
      "select",
      `SELECT taux FROM taux_tva WHERE territoire = (SELECT territoire FROM boutique)
         AND coalesce(depuis <= date('now', '+14 hours'), 1) AND coalesce(jusqua >= date('now', '-12 hours'), 1) ORDER BY taux DESC`,
    );
    return rows.map(({ taux }) => Number(taux));
  });
}

const percent = (language: string) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
/** Made once: a page of the table has a hundred of them. */
const FORMATS = { fr: percent("fr-FR"), en: percent("en-IE") } as const;

/** Basis points as people write a rate: `5,5 %`. */
export function formatRate(rate: number, locale: Locale): string {
  return FORMATS[locale].format(rate / 10_000);
}
