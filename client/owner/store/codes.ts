/** The codes of an article besides its own, as the owner gives and takes them; whoever follows articles hears of each. */
import { attempt } from "../../network/attempt.ts";
import type { ProductCode } from "../../catalogue/catalogue.ts";
import type { Failure } from "../../network/failure.ts";
import type { NetworkClient } from "../../network/network_client.ts";

export class ProductCodes {
  constructor(readonly client: NetworkClient) {}

  /** In their order, of a retired article as well. Throws a Failure. */
  async of(productId: number): Promise<readonly ProductCode[]> {
    const sql = "SELECT code, quantite FROM codes_produits WHERE produit_id = ? ORDER BY code";
    const { rows } = await this.client.query("select", sql, [productId]);
    return rows.map((row) => ({ code: String(row["code"]), quantity: Number(row["quantite"]) }));
  }

  /** `quantity`: thousandths that one scan stands for. The refusal of a code that is somebody's names the article. */
  add(productId: number, { code, quantity }: ProductCode): Promise<Failure | null> {
    const sql = "INSERT INTO codes_produits (produit_id, code, quantite) VALUES (?, ?, ?)";
    return this.#write("insert", sql, [productId, code, quantity]);
  }

  setQuantity({ code, quantity }: ProductCode): Promise<Failure | null> {
    const sql = "UPDATE codes_produits SET quantite = ? WHERE code = ?";
    return this.#write("update", sql, [quantity, code]);
  }

  remove(code: string): Promise<Failure | null> {
    return this.#write("delete", "DELETE FROM codes_produits WHERE code = ?", [code]);
  }

  #write(type: "insert" | "update" | "delete", sql: string, params: readonly (string | number)[]): Promise<Failure | null> {
    return attempt(async () => void await this.client.query(type, sql, params));
  }
}
