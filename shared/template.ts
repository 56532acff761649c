/**
 * Sentences with places to fill: `{name}` takes a value, `{name:money}` shows it as people read it, and
 * `[…|…]` says the first part when all of its places can be filled, else the second, or nothing.
 */
import { formatCents } from "./money.ts";
import type { JsonValue } from "./protocol.ts";
import { formatQuantity } from "./quantity.ts";
import { inZone, ownZone } from "./time_zone.ts";

type Locale = "fr" | "en";
type Values = Readonly<Record<string, JsonValue>>;

const PLACE = /\{(\w+)(?::(\w+))?\}/g;
/** An optional part and what stands for it, or a place by itself: in one pass, for a value may hold brackets too. */
const PART = /\[([^\]|]*)(?:\|([^\]]*))?\]|\{(\w+)(?::(\w+))?\}/g;

/** `zone`: by whose clock times are told; values without times need none. */
export function fill(template: string, values: Values, locale: Locale, zone?: string): string {
  const filled = (name: string, as: string | undefined) => shown(values[name], as, locale, zone);
  return template.replace(PART, (_, first: string | undefined, second: string | undefined, name: string, as?: string) => {
    if (first === undefined) return filled(name, as);
    const whole = [...first.matchAll(PLACE)].every(([, name, as]) => filled(name!, as) !== "");
    return whole ? first.replace(PLACE, (_, name: string, as?: string) => filled(name, as)) : second ?? "";
  }).trim();
}

/** How a value is shown: cents, thousandths, the time of day, a ticket's state. */
const SHOWN: Readonly<Record<string, (value: JsonValue, locale: Locale, zone?: string) => string>> = {
  money: (cents, locale) => formatCents(Number(cents), locale),
  quantity: (thousandths, locale) => formatQuantity(Number(thousandths), locale),
  // Asked for where there is a time to tell: most sentences have none.
  time: (at, _, zone = ownZone()) => inZone(String(at), zone, "time"),
  state: (etat, locale) => STATES[String(etat)]?.[locale === "fr" ? 0 : 1] ?? String(etat),
};

const STATES: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  brouillon: ["un brouillon", "a draft"],
  en_attente: ["en attente", "waiting"],
  en_caisse: ["à la caisse", "at the till"],
  payee: ["payé", "paid"],
  annulee: ["annulé", "cancelled"],
  avoir: ["un avoir", "a refund"],
};

function shown(value: JsonValue | undefined, as: string | undefined, locale: Locale, zone?: string): string {
  if (value === undefined || value === null || typeof value === "object") return "";
  return as === undefined ? String(value) : SHOWN[as]!(value, locale, zone);
}
