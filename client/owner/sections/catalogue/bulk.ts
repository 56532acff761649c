/** One change of many articles: what would become of each. */
import { type FieldName, valueOf, type Ware } from "./ware.ts";
import type { Value } from "./guarded_change.ts";

/** How a price that was reckoned ends: in cents, or as they come. */
export type Ending = "any" | "05" | "10" | "00" | "90";

export type Deed =
  | { readonly kind: "percent"; readonly basisPoints: number; readonly ending: Ending }
  | { readonly kind: "amount"; readonly cents: number; readonly ending: Ending }
  | { readonly kind: "set"; readonly field: FieldName; readonly value: Value };

export interface Planned {
  readonly ware: Ware;
  readonly before: Value;
  readonly after: Value;
}

export interface Plan {
  readonly field: FieldName;
  /** Those that would change. */
  readonly changes: readonly Planned[];
}

export function plan(wares: readonly Ware[], deed: Deed): Plan {
  const field = deed.kind === "set" ? deed.field : "price";
  // What is no goods has no deposit of its own.
  const able = field === "deposit" ? wares.filter(({ nature }) => nature === "bien") : wares;
  const changes = able.map((ware) => ({ ware, before: valueOf(ware, field), after: afterOf(ware, deed) }))
    .filter(({ before, after }) => before !== after);
  return { field, changes };
}

function afterOf({ price }: Ware, deed: Deed): Value {
  if (deed.kind === "set") return deed.value;
  const raw = deed.kind === "amount" ? price + deed.cents : Math.round(price * (10_000 + deed.basisPoints) / 10_000);
  return ending(Math.max(0, raw), deed.ending);
}

/** The nearest price that ends so; what costs something costs something still. */
export function ending(cents: number, ending: Ending): number {
  if (cents === 0 || ending === "any") return cents;
  if (ending === "90") return Math.max(90, Math.round((cents - 90) / 100) * 100 + 90);
  const step = { "05": 5, "10": 10, "00": 100 }[ending];
  return Math.max(step, Math.round(cents / step) * step);
}
