/** Patterns of scales' labels as the owner sets them, and what a code means by them. */
import { GS, looksLikeGs1, parseGs1, withoutKind } from "../../../../shared/gs1.ts";
import { inOrder, itemSpellings, readLabel, wholeLabel } from "../../../../shared/scale_labels.ts";
import { fetchByCode, type Product } from "../../../catalogue/catalogue.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";

/** What a code is at the till. `article` null: no article has that number. */
export type Meaning =
  | {
    readonly kind: "label";
    readonly item: string;
    readonly value: number;
    readonly of: "weight" | "price";
    readonly article: Product | null;
    /** It is on sale. */
    readonly active: boolean;
  }
  | {
    readonly kind: "gs1";
    readonly gtin: string;
    readonly thousandths: number | null;
    readonly unit: string;
    readonly until: string | null;
  }
  /** `digit`: a check digit is wrong. `zero`: it says nothing. `gs1`: it is cut or wrong. `plain`: no label at all. */
  | { readonly kind: "digit" | "zero" | "broken" | "plain" };

export class ScannerWork {
  readonly patterns: LiveList<string>;

  constructor(readonly client: NetworkClient) {
    this.patterns = new LiveList(client, ["modeles_etiquettes"], async () => {
      const { rows } = await client.query("select", "SELECT modele FROM modeles_etiquettes");
      return inOrder(rows.map((row) => String(row["modele"])));
    });
  }

  start(): void {
    this.patterns.start();
  }

  stop(): void {
    this.patterns.stop();
  }

  add(pattern: string): Promise<Failure | null> {
    return this.#write("insert", "INSERT INTO modeles_etiquettes (modele) VALUES (?)", pattern);
  }

  remove(pattern: string): Promise<Failure | null> {
    return this.#write("delete", "DELETE FROM modeles_etiquettes WHERE modele = ?", pattern);
  }

  /** `today`: `2026-11-29`. Throws a Failure. */
  async meaning(code: string, today: string): Promise<Meaning> {
    // As people write what no keyboard has.
    const whole = code.trim().replaceAll(/<GS>|\{GS\}/gi, GS);
    if (looksLikeGs1(whole)) {
      const read = parseGs1(whole, today);
      if (read === null) return { kind: "broken" };
      const { gtin, measure, expiry, bestBefore } = read;
      return {
        kind: "gs1",
        gtin,
        thousandths: measure?.thousandths ?? null,
        unit: measure?.unit ?? "",
        until: expiry ?? bestBefore,
      };
    }
    // A scanner may say before a plain code of which kind it is.
    const label = readLabel(wholeLabel(withoutKind(whole)), this.patterns.rows.peek() ?? []);
    if (label === null || typeof label === "string") return { kind: label ?? "plain" };
    let found: Awaited<ReturnType<typeof fetchByCode>> = null;
    for (const spelling of itemSpellings(label.item)) found ??= await fetchByCode(this.client, spelling);
    const { product: article, active } = found ?? { product: null, active: false };
    return { kind: "label", item: label.item, value: label.value, of: label.kind, article, active };
  }

  #write(type: "insert" | "delete", sql: string, pattern: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(type, sql, [pattern]);
      await this.patterns.refresh();
    });
  }
}
