/** A slip for who prepares: the number that is called, and what is to be made, in letters that are read from afar. No price. */
import { onPaper, ownZone } from "../../../shared/time_zone.ts";
import type { Block, PaperDocument } from "../../devices/document.ts";

export interface KitchenLine {
  /** `2`, or `0,500 kg`. */
  readonly amount: string;
  readonly label: string;
}

export interface KitchenSlip {
  /** The printer's name: Cuisine, Bar. */
  readonly place: string;
  /** null where the shop calls none: then the ticket's number stands large. */
  readonly pickup: number | null;
  readonly numero: string;
  readonly seller: string;
  /** RFC 3339, UTC. */
  readonly paid: string;
  /** IANA name; null for the machine's own. */
  readonly zone: string | null;
  readonly lines: readonly KitchenLine[];
}

const large = (text: string) => ({ kind: "text", text, centred: true, bold: true, big: true }) as const;
const COPY = large("DUPLICATA");

export function kitchenSlip({ place, pickup, numero, seller, paid, zone, lines }: KitchenSlip): PaperDocument {
  return {
    blocks: [
      { kind: "text", text: place, centred: true, bold: true },
      large(pickup === null ? numero : `RETRAIT ${pickup}`),
      { kind: "pair", left: numero, right: onPaper(paid, zone ?? ownZone(), "fr") },
      { kind: "text", text: seller },
      { kind: "rule" },
      ...lines.map(({ amount, label }): Block => ({ kind: "text", text: `${amount} × ${label}`, bold: true, big: true })),
    ],
  };
}

/** Once more what it said, and marked: who stands there did not find the first. A copy's is marked once. */
export function kitchenCopy(slip: PaperDocument): PaperDocument {
  const blocks = slip.blocks.filter((block) => JSON.stringify(block) !== JSON.stringify(COPY));
  return { ...slip, blocks: [COPY, ...blocks] };
}
