/** Patterns of scales' labels as the owner sets them, and what the till makes of a code by them. */
import { GS, looksLikeGs1, parseGs1 } from "../../../../shared/gs1.ts";
import { inOrder } from "../../../../shared/scale_labels.ts";
import { fetchByCode } from "../../../catalogue/catalogue.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { FoundCode, RefusedCode } from "../../../scanner/meaning.ts";

/** What the till makes of a code; `broken`: one of GS1's that is cut or wrong. */
export type Meaning = FoundCode | RefusedCode | "broken";

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
    if (looksLikeGs1(whole) && parseGs1(whole, today) === null) return "broken";
    const { ScannedCodes } = await import("../../../scanner/codes_aside.ts");
    const till = new ScannedCodes(this.client, { byCode: () => null }, fetchByCode, () => today);
    const meant = await till.meant({ readings: [whole] });
    till.stop();
    return meant;
  }

  #write(type: "insert" | "delete", sql: string, pattern: string): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.query(type, sql, [pattern]);
      await this.patterns.refresh();
    });
  }
}
