/** What a plan of the demo shop is made of: steps, the moments they happen at, and what runs through the month. */
import type { JsonValue, Query } from "../../../shared/protocol.ts";
import { inZone } from "../../../shared/time_zone.ts";
import { calendarIn } from "../calendar.ts";
import type { PlannedPayment } from "./payments.ts";
import type { DemoUser } from "./people.ts";
import type { DemoProduct } from "./products.ts";
import type { SeededRandom } from "./random.ts";

export interface Step {
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** null: the server by itself. */
  readonly by: DemoUser | null;
  readonly work:
    | { readonly kind: "queries"; readonly batch: true; readonly queries: readonly Query[] }
    | { readonly kind: "command"; readonly name: string; readonly input: Readonly<Record<string, JsonValue>> };
}

/** A line of a planned ticket. */
export interface PlannedLine {
  readonly id: string;
  readonly product: DemoProduct;
  /** Thousandths. */
  readonly quantity: number;
  /** Cents off this line. */
  readonly discount: number;
  /** Cents, the line's discount taken off. */
  readonly total: number;
}

export interface DemoTicket {
  readonly id: string;
  readonly lines: readonly PlannedLine[];
  /** Cents off the whole ticket. */
  readonly discount: number;
  readonly payment: PlannedPayment;
}

/** One that was given: an avoir, or a gift card. */
export interface DemoVoucher {
  /** The ticket that gave it, by which a plan names it: nobody knows its code before. */
  readonly ticket: string;
  readonly mode: "avoir" | "carte_cadeau";
  /** Cents. */
  left: number;
  /** RFC 3339: when it was given. */
  readonly from: string;
}

/** What runs through the month. */
export interface Month {
  readonly timeOf: TimeOf;
  readonly random: SeededRandom;
  readonly products: readonly DemoProduct[];
  /** Sums of demand up to each product, for picking one. */
  readonly demand: readonly number[];
  /** What was sold and may still be brought back. */
  readonly paid: DemoTicket[];
  /** Product id → thousandths sold. */
  readonly sold: Map<number, number>;
  readonly vouchers: DemoVoucher[];
  /** Customer's id → cents that are owed on the account. */
  readonly owed: Map<number, number>;
}

export function command(at: string, by: DemoUser | null, name: string, input: Readonly<Record<string, JsonValue>>): Step {
  return { at, by, work: { kind: "command", name, input } };
}

/** A moment of a day (`2026-11-22`): minutes and milliseconds by a clock that stood at midnight then. */
export type TimeOf = (day: string, minutes: number, ms?: number) => string;

/** By the clocks of a zone. */
export function timesIn(zone: string): TimeOf {
  const calendar = calendarIn(zone);
  return (day, minutes, ms = 0) => {
    const at = Date.parse(calendar.beginningOf(day)) + minutes * MINUTE_MS;
    const [hour, minute] = inZone(at, zone, "time").split(":").map(Number) as [number, number];
    // On the days on which summer time begins and ends an hour is missing, or comes twice.
    return new Date(at + (minutes - 60 * hour - minute) * MINUTE_MS + ms).toISOString();
  };
}
const MINUTE_MS = 60_000;
