/** Ids in one spelling, people who stay in the team as long as they have an account, and products that are sold no more. */
import type { Migration } from "../../database/application.ts";

/** A UUID means the same in capitals, but text does not: a till that sent again in another spelling would double a sale. */
const oneSpelling = (table: string) => `
    CREATE TRIGGER ${table}_minuscules BEFORE INSERT ON ${table} WHEN NEW.id <> lower(NEW.id)
    BEGIN SELECT raise(ABORT, '${table}: id s''écrit en minuscules'); END;`;

export const identity: Migration = {
  name: "shop/006_identity",
  sql: `${["ventes", "lignes_vente"].map(oneSpelling).join("")}
    CREATE TRIGGER equipe_avec_compte BEFORE DELETE ON equipe WHEN EXISTS (SELECT 1 FROM _users WHERE id = OLD.id)
    BEGIN SELECT raise(ABORT, 'equipe: qui a un compte reste dans l''équipe'); END;
    -- What was sold before can still come back: a refund's line is negative.
    CREATE TRIGGER lignes_vente_actif BEFORE INSERT ON lignes_vente
    WHEN NEW.quantite > 0 AND (SELECT actif FROM produits WHERE id = NEW.produit_id) = 0
    BEGIN SELECT raise(ABORT, 'lignes_vente: ce produit ne se vend plus'); END;
  `,
};
