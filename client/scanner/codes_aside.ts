/** Codes that the catalogue does not hold as they were scanned: labels of scales, GS1 codes, cases, short spellings. Fetched apart from the page, as soon as that is idle. */
import { GS, type Gs1, looksLikeGs1, sureGs1, withoutKind } from "../../shared/gs1.ts";
import { itemSpellings, quantityFor, readLabel, type ScaleLabel, wholeLabel } from "../../shared/scale_labels.ts";
import { isChecked, itemWithin, shorterGtins, upcFromShort } from "../../shared/gtin.ts";
import type { Coded, Product } from "../catalogue/catalogue.ts";
import type { LiveCatalogue } from "../catalogue/live.ts";
import type { Stop } from "../network/listeners.ts";
import type { NetworkClient } from "../network/network_client.ts";
import type { FoundCode, RefusedCode, ScanTrouble } from "./meaning.ts";
import { codes } from "./words/codes.ts";
import { textsOf } from "./layouts.ts";
import type { Scan } from "./scanner.ts";
import { SettingKept } from "./setting_code.ts";

/** What a code stands for, and whether it is on sale. */
type Known = Coded & { readonly active: boolean };

const refused = (trouble: ScanTrouble, label: string | null = null): RefusedCode => ({ trouble, label });

export class ScannedCodes {
  readonly #setting: SettingKept;
  readonly #stops: readonly Stop[];
  /** Patterns of scales' labels; null until they were asked for. */
  #kept: readonly string[] | null = null;
  #stale = false;
  /** Whether something about the present scan could not be asked. */
  #unasked = false;

  /** `fetch` asks the server for a code, `today` is the shop's: `2026-11-29`. */
  constructor(
    readonly client: NetworkClient,
    readonly catalogue: Pick<LiveCatalogue, "byCode">,
    readonly fetch: (client: NetworkClient, code: string) => Promise<Known | null>,
    readonly today: () => string,
  ) {
    this.#setting = new SettingKept(client.platform.storage);
    const forget = () => this.#stale = true;
    this.#stops = [client.onChange(["modeles_etiquettes"], forget), client.onReset(forget)];
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  /** One scan after the other. */
  async meant(scan: Scan): Promise<FoundCode | RefusedCode> {
    this.#unasked = false;
    const meant = await this.#read(scan).catch((error) => {
      // A fault of the page, which sends nobody to look for the network.
      reportError(error);
      return refused("unknown");
    });
    return this.#unasked && meant.trouble === "unknown" ? refused("away") : meant;
  }

  async #read({ readings, strokes = [] }: Scan): Promise<FoundCode | RefusedCode> {
    if (this.#setting.learn(strokes)) return refused(codes.learnt);
    const { reading } = this.#setting;
    const texts = strokes.length === 0 ? readings.slice(0, 1) : textsOf(strokes, reading, GS);
    if (!texts.some(looksLikeGs1)) return await this.#plain(withoutKind(reading === null ? readings[0]! : texts[0] ?? ""));
    const code = sureGs1(texts, this.today());
    return code === null ? refused(reading === null ? codes.layout : codes.misread) : await this.#gs1(code);
  }

  async #gs1(code: Gs1): Promise<FoundCode | RefusedCode> {
    const found = await this.#first(shorterGtins(code.gtin));
    const item = found === null ? await this.#first([itemWithin(code.gtin)]) : null;
    const sold = found ?? item;
    if (sold === null) return refused("unknown");
    const { product, quantity } = sold;
    if (!sold.active) return refused("unsold", product.label);
    // What the label says is to be paid is not what the till would make of it.
    if (code.cents !== null) return refused(codes.priced, product.label);
    if (code.expiry !== null && code.expiry < this.today()) return refused(codes.expired, product.label);
    const note = code.bestBefore !== null && code.bestBefore < this.today() ? codes.dated : null;
    // The first digit tells how many are in a case: 9 is none.
    if (item !== null && !code.gtin.startsWith("9")) return { product, quantity: null, note: codes.case };
    return { product, quantity: quantityOf(product, quantity, code), measured: code.measure?.unit === product.unit, note };
  }

  async #plain(code: string): Promise<FoundCode | RefusedCode> {
    const whole = wholeLabel(code);
    const label = readLabel(whole, await this.#patterns(whole));
    if (label !== null) {
      if (label === "digit") return refused(codes.misread);
      return label === "zero" ? refused(codes.empty) : await this.#label(whole, label);
    }
    // No article has such a code.
    if (/^\d{12,13}$/.test(code) && !isChecked(code)) return refused(codes.misread);
    const found = await this.#first([code]);
    if (found !== null) return sold(found);
    if (!/^\d+$/.test(code)) return refused("unknown");
    const short = await this.#first([upcFromShort(code)]);
    if (short !== null) return sold(short);
    // A newspaper has its issue behind its number.
    const press = /^(97[78]\d{10})\d\d(\d{3})?$/.exec(code)?.[1];
    if (press !== undefined && isChecked(press)) return await this.#plain(press);
    if (/^(\d{8}|\d{14})$/.test(code) && !isChecked(code)) return refused(codes.misread);
    if (code.length !== 14) return refused("unknown");
    const within = itemWithin(code);
    const inside = await this.#first(within === null ? shorterGtins(code).slice(1) : [within]);
    if (inside === null) return refused("unknown");
    return within !== null && inside.active ? { ...inside, quantity: null, note: codes.case } : sold(inside);
  }

  /** A label is looked up nowhere else: what it says holds, or it is refused. */
  async #label(tag: string, { item, kind, value }: ScaleLabel): Promise<FoundCode | RefusedCode> {
    const found = await this.#first(itemSpellings(item));
    if (found === null) return refused("unknown");
    const { product, active } = found;
    if (!active) return refused("unsold", product.label);
    if (kind === "weight") {
      return product.unit === "kg"
        ? { product, quantity: value, measured: true, note: null }
        : refused(codes.unweighed, product.label);
    }
    const { quantity, price } = product.unit !== "piece" && product.price > 0
      ? quantityFor(value, product.price)
      : { quantity: 1_000, price: value };
    return { product, quantity, note: null, said: { cents: price, label: "", tag } };
  }

  /** Those of the shop, once for all scans; none for a code that no label has. */
  async #patterns(code: string): Promise<readonly string[]> {
    if (!/^(2\d|02)\d{11}$/.test(code)) return [];
    if (this.#kept === null || this.#stale) {
      // What changes while it is asked for is asked for again.
      this.#stale = false;
      const asked = await this.client.query("select", "SELECT modele FROM modeles_etiquettes").catch(() => null);
      if (asked === null) {
        this.#stale = this.#unasked = true;
        return this.#kept ?? [];
      }
      this.#kept = asked.rows.map((row) => String(row["modele"]));
    }
    return this.#kept;
  }

  /** The first that is an article's, in memory or at the server; null is no code. */
  async #first(spelt: readonly (string | null)[]): Promise<Known | null> {
    const codes = spelt.filter((code) => code !== null);
    for (const code of codes) {
      const known = this.catalogue.byCode(code);
      if (known !== null) return { ...known, active: true };
    }
    const { phase } = this.client.state;
    for (const code of codes) {
      const found = phase === "ready" ? await this.fetch(this.client, code).catch(() => undefined) : undefined;
      if (found === undefined) this.#unasked = true;
      else if (found !== null) return found;
    }
    return null;
  }
}

function sold({ product, quantity, active }: Known): FoundCode | RefusedCode {
  return active ? { product, quantity, note: null } : refused("unsold", product.label);
}

/** Thousandths: what the code says in the article's own unit, else so many pieces; a weight that it does not say is asked for. */
function quantityOf({ unit }: Product, one: number, { measure, count }: Gs1): number {
  if (measure?.unit === unit) return measure.thousandths;
  return unit === "piece" && count !== null ? count * one : one;
}
