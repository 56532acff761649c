/** What is done with categories. Each answers a Failure, or null when it is done. */
import type { Category } from "../../../catalogue/catalogue.ts";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { LiveList } from "../../../network/live_list.ts";
import { changeSpot, type Overtaken } from "./guarded_change.ts";

const COLUMNS = { name: "nom", color: "couleur" } as const;

export class CategoriesWork {
  constructor(readonly list: LiveList<Category>) {}

  /** Null when it is as wanted, and shown so. Throws a Failure. */
  async change(category: Category, field: keyof typeof COLUMNS, to: string): Promise<Overtaken | null> {
    const spot = { table: "categories", id: category.id, column: COLUMNS[field] } as const;
    const overtaken = await changeSpot(this.list.client, spot, category[field], to);
    await this.list.refresh();
    return overtaken;
  }

  /** Takes the place of the one before or behind it. */
  move(category: Category, by: -1 | 1): Promise<Failure | null> {
    return attempt(async () => {
      const ids = this.list.rows.peek()?.map(({ id }) => id) ?? [];
      const from = ids.indexOf(category.id);
      ids.splice(from, 1);
      ids.splice(from + by, 0, category.id);
      const places = ids.flatMap((id, place) => [id, place]);
      const cases = ids.map(() => "WHEN ? THEN ?").join(" ");
      await this.list.client.query("update", `UPDATE categories SET ordre = CASE id ${cases} ELSE ordre END`, places);
      await this.list.refresh();
    });
  }

  /** Its articles stay, without one. */
  remove({ id }: Category): Promise<Failure | null> {
    return attempt(async () => {
      await this.list.client.batch([
        { type: "update", query: "UPDATE produits SET categorie_id = NULL WHERE categorie_id = ?", params: [id] },
        { type: "delete", query: "DELETE FROM categories WHERE id = ?", params: [id] },
      ]);
      await this.list.refresh();
    });
  }
}
