/** Goods that go from one shop of a chain to another: what left and what came, under one id in both. */
import type { Migration } from "../../database/application.ts";
import { UUID } from "./patterns.ts";

const KNOWN = "('vente', 'avoir', 'livraison', 'inventaire', 'perte', 'retour'";

export const transfers: Migration = {
  name: "shop/093_transfers",
  lifts: { mouvements_stock: `CHECK (motif IN ${KNOWN}))` },
  sql: `
    CREATE TRIGGER mouvements_stock_motif BEFORE INSERT ON mouvements_stock WHEN NEW.motif NOT IN ${KNOWN}, 'transfert')
    BEGIN SELECT raise(ABORT, 'rule:stock_reason'); END;

    CREATE TABLE transferts (
      -- Not called id: a look-up by the key of tickets would be taken for one by the beginning of this key.
      transfert_id TEXT NOT NULL CHECK (transfert_id GLOB '${UUID}'),
      sens TEXT NOT NULL CHECK (sens IN ('envoi', 'reception')),
      -- The other shop: its key at head office, and its name there.
      boutique TEXT NOT NULL CHECK (length(boutique) BETWEEN 1 AND 40),
      boutique_nom TEXT NOT NULL,
      note TEXT CHECK (length(note) <= 500),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      fait_le TEXT NOT NULL,
      PRIMARY KEY (transfert_id, sens)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE lignes_transfert (
      transfert_id TEXT NOT NULL,
      sens TEXT NOT NULL,
      -- From 0 on, the same in both shops.
      place INTEGER NOT NULL CHECK (place >= 0),
      boutique TEXT NOT NULL,
      -- By which it is the same article in both.
      code TEXT NOT NULL,
      libelle TEXT NOT NULL,
      unite TEXT NOT NULL,
      -- Thousandths that left, or that came of so many.
      quantite INTEGER NOT NULL CHECK (quantite >= 0),
      attendu INTEGER NOT NULL CHECK (attendu > 0 AND (sens = 'reception' OR quantite = attendu)),
      produit_id INTEGER NOT NULL REFERENCES produits (id),
      -- NULL where nothing came.
      mouvement_id INTEGER REFERENCES mouvements_stock (id) CHECK ((mouvement_id IS NULL) = (quantite = 0)),
      fait_le TEXT NOT NULL,
      PRIMARY KEY (transfert_id, sens, place),
      FOREIGN KEY (transfert_id, sens) REFERENCES transferts (transfert_id, sens)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lignes_transfert_mouvement ON lignes_transfert (mouvement_id) WHERE mouvement_id IS NOT NULL;
    CREATE INDEX transferts_faits ON transferts (fait_le);
    ${
    ["transferts", "lignes_transfert"].flatMap((table) =>
      ["UPDATE", "DELETE"].map((deed) => `
    CREATE TRIGGER ${table}_${deed.toLowerCase()} BEFORE ${deed} ON ${table}
    BEGIN SELECT raise(ABORT, 'rule:transfer_kept'); END;`)
    ).join("")
  }
  `,
};
