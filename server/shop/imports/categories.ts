/** Categories by their number, or by their name: one that is not there is made. */
import type { Tx } from "../../database/application.ts";

export class Categories {
  readonly #ids = new Map<string, number>();
  made = 0;

  constructor(readonly tx: Tx, readonly onMade: (id: number) => void = () => {}) {}

  idOf(category: string | number | null): number | null {
    if (typeof category !== "string") return category;
    const known = this.#ids.get(category) ?? this.tx.get("SELECT id FROM categories WHERE nom = ?", category)?.["id"] as number;
    const id = known ?? this.tx.run("INSERT INTO categories (nom) VALUES (?)", category).lastInsertRowid;
    if (known === undefined) {
      this.made += 1;
      this.onMade(id);
    }
    this.#ids.set(category, id);
    return id;
  }
}
