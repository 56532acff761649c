/** `equipe`: the people of the shop as everyone may see them; it follows the accounts, and a name is changed in either. */
import type { People } from "../database/application.ts";

export const people: People = {
  table: "equipe",

  /** The owner adds people without an account, whom the next account must not become. */
  nextId: (tx) => {
    const { id } = tx.get(
      `WITH candidates (id) AS (
         SELECT coalesce(max(id), 0) + 1 FROM _users
         UNION ALL SELECT id + 1 FROM equipe WHERE id > (SELECT coalesce(max(id), 0) FROM _users))
       SELECT min(id) AS id FROM candidates WHERE id NOT IN (SELECT id FROM equipe)`,
    ) as { id: number };
    return id;
  },

  /** Same transaction as the account itself: nobody ever sees a sale by a person who is not in the team. */
  accountChanged: (tx, { id, name, role, active }) => {
    tx.run(
      `INSERT INTO equipe (id, nom, role, actif) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, role = excluded.role, actif = excluded.actif`,
      BigInt(id),
      name,
      role,
      active ? 1n : 0n,
    );
  },
};
