/** What becomes of a line's price when another one is said. */
import type { DraftLine } from "./draft.ts";
import type { Said } from "./said_price.ts";

type Priced = Pick<DraftLine, "price" | "said">;

/** Null where it is said freely. */
export function ordinaryOf({ price, said }: Priced): { readonly ordinary: number; readonly reason: string } | null {
  if (said?.open) return null;
  return { ordinary: said?.ordinary ?? price, reason: said?.reason ?? "" };
}

/** At its ordinary price again it is the catalogue's. */
export function saidAnew(line: Priced, price: number, reason: string): Said {
  const before = ordinaryOf(line);
  if (before === null) return line.said;
  return price === before.ordinary ? null : { open: false, ordinary: before.ordinary, reason };
}
