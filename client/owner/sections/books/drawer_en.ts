/** The words of what a drawer did besides sales, in English. */
import { receiptEn } from "../../../../shared/receipt/words_en.ts";
import type { drawer as drawerFr } from "./drawer_fr.ts";

export const drawer: typeof drawerFr = {
  moves: "Cash in and out",
  kind: "Kind",
  kinds: receiptEn.cashMoves,
  into: (kind) => `${kind}, in`,
  out: (kind) => `${kind}, out`,
  openings: "Differences on opening",
  openingsOf: "Openings",
  allowed: "Cash beyond the limit",
  tickets: "Tickets allowed",
  lastCount: "Last count",
  difference: "Difference on opening",
};
