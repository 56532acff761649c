/** `equipe`: the people of the shop as everyone may see them; it follows the accounts. */
import type { Application } from "../database/application.ts";

/** Same transaction as the account itself: nobody ever sees a sale by a person who is not in the team. */
export const onUserChanged: Application["onUserChanged"] = (tx, { id, name, role, active }) => {
  tx.run(
    `INSERT INTO equipe (id, nom, role, actif) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET nom = excluded.nom, role = excluded.role, actif = excluded.actif`,
    BigInt(id),
    name,
    role,
    active ? 1n : 0n,
  );
};
