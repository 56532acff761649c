/** What the shop of a test sells. */
import { command, ok } from "./acts.ts";
import type { Person } from "./server.ts";

/** id, label, price, rate, followed in stock, stock. One product per rate, and one sold by weight. */
export const PRODUCTS = [
  [1, "Pain", 120, 550, 0, 0],
  [2, "Café", 500, 1000, 0, 0],
  [3, "Lampe", 2000, 2000, 1, 100_000],
  [4, "Journal", 100, 210, 0, 0],
  [5, "Timbre", 143, 0, 0, 0],
  [6, "Pommes (kg)", 333, 550, 1, 50_000],
] as const;
export const [PAIN, CAFE, LAMPE, JOURNAL, TIMBRE, POMMES] = [1, 2, 3, 4, 5, 6] as const;

/** Puts it all on the shelves, and a second till beside the first. */
export async function stock(owner: Person): Promise<void> {
  for (const product of PRODUCTS) {
    const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, suivi_stock, stock) VALUES (?, ?, ?, ?, ?, ?)";
    ok(await owner.query("insert", into, [...product]));
  }
  ok(await command(owner, "/api/caisses", { nom: "C2" }));
}
