/** People, catalogue, customers, sales and their lines: what the seed's own example needs. */
import type { Migration } from "../../database/application.ts";
import { HEX, NOW, RATES, ROLES, UUID } from "./patterns.ts";

export const sales: Migration = {
  name: "shop/001_sales",
  sql: `
    CREATE TABLE equipe (
      id INTEGER PRIMARY KEY,
      nom TEXT NOT NULL CHECK (length(trim(nom)) BETWEEN 1 AND 100),
      role TEXT NOT NULL CHECK (role IN ${ROLES}),
      actif INTEGER NOT NULL DEFAULT 1 CHECK (actif IN (0, 1))
    ) STRICT;

    -- Role and activity belong to the account where there is one: two truths would part.
    CREATE TRIGGER equipe_suit_les_comptes BEFORE UPDATE OF role, actif ON equipe
    WHEN EXISTS (SELECT 1 FROM _users u WHERE u.id = NEW.id AND (u.role <> NEW.role OR u.active <> NEW.actif))
    BEGIN SELECT raise(ABORT, 'equipe: role et actif se changent avec le compte'); END;

    CREATE TABLE categories (
      id INTEGER PRIMARY KEY,
      nom TEXT NOT NULL UNIQUE CHECK (length(trim(nom)) BETWEEN 1 AND 100),
      couleur TEXT NOT NULL DEFAULT '#64748b' CHECK (couleur GLOB '#${HEX.repeat(6)}'),
      ordre INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE produits (
      id INTEGER PRIMARY KEY,
      libelle TEXT NOT NULL CHECK (length(trim(libelle)) BETWEEN 1 AND 200),
      code_barres TEXT UNIQUE CHECK (length(code_barres) BETWEEN 1 AND 64),
      categorie_id INTEGER REFERENCES categories (id),
      prix_ttc INTEGER NOT NULL CHECK (prix_ttc BETWEEN 0 AND 100000000),
      tva INTEGER NOT NULL DEFAULT 2000 CHECK (tva IN ${RATES}),
      suivi_stock INTEGER NOT NULL DEFAULT 0 CHECK (suivi_stock IN (0, 1)),
      stock INTEGER NOT NULL DEFAULT 0,
      actif INTEGER NOT NULL DEFAULT 1 CHECK (actif IN (0, 1)),
      cree_le TEXT NOT NULL DEFAULT ${NOW},
      modifie_le TEXT NOT NULL DEFAULT ${NOW}
    ) STRICT;
    CREATE INDEX produits_categorie ON produits (categorie_id);

    CREATE TABLE clients (
      id INTEGER PRIMARY KEY,
      nom TEXT NOT NULL CHECK (length(trim(nom)) BETWEEN 1 AND 200),
      telephone TEXT CHECK (length(telephone) <= 40),
      email TEXT CHECK (length(email) <= 200),
      adresse TEXT CHECK (length(adresse) <= 500),
      note TEXT CHECK (length(note) <= 1000),
      cree_le TEXT NOT NULL DEFAULT ${NOW}
    ) STRICT;

    -- The till makes the id before it sends, so that a retry cannot double a sale.
    CREATE TABLE ventes (
      id TEXT PRIMARY KEY NOT NULL CONSTRAINT ventes_id_uuid CHECK (id GLOB '${UUID}'),
      type TEXT NOT NULL DEFAULT 'vente' CHECK (type IN ('vente', 'avoir')),
      etat TEXT NOT NULL DEFAULT 'brouillon' CHECK (etat IN ('brouillon', 'en_attente', 'en_caisse', 'payee', 'annulee')),
      rappel INTEGER,
      numero INTEGER,
      vendeur_id INTEGER REFERENCES equipe (id),
      caissier_id INTEGER REFERENCES equipe (id),
      caisse TEXT,
      client_id INTEGER REFERENCES clients (id),
      total_ttc INTEGER NOT NULL DEFAULT 0,
      note TEXT CHECK (length(note) <= 1000),
      version INTEGER NOT NULL DEFAULT 1,
      cree_le TEXT NOT NULL DEFAULT ${NOW},
      modifie_le TEXT NOT NULL DEFAULT ${NOW},
      payee_le TEXT,
      vente_origine_id TEXT REFERENCES ventes (id),
      -- The ticket's own discount, spread over its lines when it is paid.
      remise INTEGER NOT NULL DEFAULT 0 CHECK (remise >= 0),
      motif TEXT CHECK (length(motif) <= 500),
      -- The day of the recall number, which begins at 1 each day.
      rappel_jour TEXT,
      -- A cashier's hold on the ticket ends by itself: a till may die.
      bail_jusqua TEXT,
      -- The shop's own date of the payment, by which closings gather.
      jour TEXT,
      session_caisse_id INTEGER,
      total_ht INTEGER,
      total_tva INTEGER,
      CONSTRAINT ventes_total CHECK (type = 'avoir' OR total_ttc >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ventes_rappel ON ventes (rappel_jour, rappel) WHERE rappel IS NOT NULL;
    CREATE INDEX ventes_jour ON ventes (jour) WHERE jour IS NOT NULL;
    CREATE INDEX ventes_origine ON ventes (vente_origine_id) WHERE vente_origine_id IS NOT NULL;
    CREATE UNIQUE INDEX ventes_numero ON ventes (caisse, numero) WHERE numero IS NOT NULL;
    CREATE INDEX ventes_session ON ventes (session_caisse_id) WHERE session_caisse_id IS NOT NULL;
    CREATE INDEX ventes_etat ON ventes (etat, cree_le);
    CREATE INDEX ventes_cree_le ON ventes (cree_le);
    CREATE INDEX ventes_client ON ventes (client_id) WHERE client_id IS NOT NULL;

    CREATE TRIGGER ventes_restent BEFORE DELETE ON ventes
    BEGIN SELECT raise(ABORT, 'ventes: une vente ne se supprime pas'); END;
    -- All but version and modifie_le: they follow the very update that ends a sale.
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, client_id, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, session_caisse_id, total_ht, total_tva
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;
    CREATE TRIGGER ventes_identite BEFORE UPDATE OF id ON ventes WHEN OLD.id IS NOT NEW.id
    BEGIN SELECT raise(ABORT, 'ventes: id ne change jamais'); END;
    CREATE TRIGGER ventes_version AFTER UPDATE ON ventes WHEN NEW.version = OLD.version AND OLD.vendeur_id IS NOT NULL
    BEGIN
      UPDATE ventes SET version = OLD.version + 1, modifie_le = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
    END;

    -- Lines may arrive before their sale within one batch: the key is checked at the end.
    CREATE TABLE lignes_vente (
      id TEXT PRIMARY KEY NOT NULL CONSTRAINT lignes_vente_id_uuid CHECK (id GLOB '${UUID}'),
      vente_id TEXT NOT NULL REFERENCES ventes (id) DEFERRABLE INITIALLY DEFERRED,
      produit_id INTEGER REFERENCES produits (id),
      libelle TEXT CHECK (length(trim(libelle)) BETWEEN 1 AND 200),
      -- Negative on a refund.
      quantite INTEGER NOT NULL DEFAULT 1000 CHECK (quantite BETWEEN -1000000000 AND 1000000000 AND quantite <> 0),
      prix_unitaire_ttc INTEGER CHECK (prix_unitaire_ttc BETWEEN 0 AND 100000000),
      -- On a refund, what rounding leaves between the price and what was paid for that quantity: it may be a cent less than 0.
      remise INTEGER NOT NULL DEFAULT 0 CHECK (remise >= 0 OR quantite < 0),
      tva INTEGER CHECK (tva IN ${RATES}),
      total_ttc INTEGER GENERATED ALWAYS AS (
        CASE WHEN quantite > 0 THEN (quantite * coalesce(prix_unitaire_ttc, 0) + 500) / 1000 - remise
        ELSE remise - (-quantite * coalesce(prix_unitaire_ttc, 0) + 500) / 1000 END) STORED,
      position INTEGER NOT NULL DEFAULT 0,
      -- Fixed when the ticket is paid: its part of the ticket's discount, and its price without VAT.
      remise_ticket INTEGER,
      total_ht INTEGER,
      ligne_origine_id TEXT REFERENCES lignes_vente (id),
      CONSTRAINT lignes_vente_remise CHECK (prix_unitaire_ttc IS NULL OR quantite < 0 OR total_ttc >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX lignes_vente_vente ON lignes_vente (vente_id);
    CREATE INDEX lignes_vente_origine ON lignes_vente (ligne_origine_id) WHERE ligne_origine_id IS NOT NULL;

    CREATE TRIGGER lignes_vente_ajout BEFORE INSERT ON lignes_vente
    WHEN (SELECT etat FROM ventes WHERE id = NEW.vente_id) IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'lignes_vente: une vente payée ou annulée ne change plus'); END;
    CREATE TRIGGER lignes_vente_retrait BEFORE DELETE ON lignes_vente
    WHEN (SELECT etat FROM ventes WHERE id = OLD.vente_id) IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'lignes_vente: une vente payée ou annulée ne change plus'); END;
    CREATE TRIGGER lignes_vente_change BEFORE UPDATE ON lignes_vente
    WHEN (SELECT etat FROM ventes WHERE id = OLD.vente_id) IN ('payee', 'annulee')
      OR OLD.id IS NOT NEW.id OR OLD.vente_id IS NOT NEW.vente_id
    BEGIN SELECT raise(ABORT, 'lignes_vente: cette ligne ne change plus'); END;

    -- The catalogue says what a product is called, costs and is taxed at.
    CREATE TRIGGER lignes_vente_produit AFTER INSERT ON lignes_vente
    WHEN NEW.libelle IS NULL OR NEW.prix_unitaire_ttc IS NULL OR NEW.tva IS NULL
    BEGIN
      UPDATE lignes_vente SET
        libelle = coalesce(NEW.libelle, (SELECT libelle FROM produits WHERE id = NEW.produit_id)),
        prix_unitaire_ttc = coalesce(NEW.prix_unitaire_ttc, (SELECT prix_ttc FROM produits WHERE id = NEW.produit_id)),
        tva = coalesce(NEW.tva, (SELECT tva FROM produits WHERE id = NEW.produit_id))
      WHERE id = NEW.id;
      SELECT raise(ABORT, 'lignes_vente: libelle, prix_unitaire_ttc et tva manquent, ou un produit')
      WHERE (SELECT libelle IS NULL OR prix_unitaire_ttc IS NULL OR tva IS NULL FROM lignes_vente WHERE id = NEW.id);
    END;

    -- A line that takes its price from the catalogue counts when it has it: a discount alone would be a negative total.
    CREATE TRIGGER lignes_vente_total_ajout AFTER INSERT ON lignes_vente WHEN NEW.prix_unitaire_ttc IS NOT NULL
    BEGIN
      UPDATE ventes SET total_ttc = (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = NEW.vente_id) - remise
      WHERE id = NEW.vente_id;
    END;
    CREATE TRIGGER lignes_vente_total_change AFTER UPDATE ON lignes_vente
    BEGIN
      UPDATE ventes SET total_ttc = (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = NEW.vente_id) - remise
      WHERE id = NEW.vente_id;
    END;
    CREATE TRIGGER lignes_vente_total_retrait AFTER DELETE ON lignes_vente
    BEGIN
      UPDATE ventes SET total_ttc = (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = OLD.vente_id) - remise
      WHERE id = OLD.vente_id;
    END;
    -- A sale that arrives after its lines, in one batch, takes their total.
    CREATE TRIGGER ventes_total AFTER INSERT ON ventes
    WHEN EXISTS (SELECT 1 FROM lignes_vente WHERE vente_id = NEW.id)
    BEGIN
      UPDATE ventes SET total_ttc = (SELECT sum(total_ttc) FROM lignes_vente WHERE vente_id = NEW.id) - remise WHERE id = NEW.id;
    END;
    CREATE TRIGGER ventes_remise AFTER UPDATE OF remise ON ventes WHEN OLD.remise <> NEW.remise
    BEGIN
      UPDATE ventes SET total_ttc = (SELECT coalesce(sum(total_ttc), 0) FROM lignes_vente WHERE vente_id = NEW.id) - NEW.remise
      WHERE id = NEW.id;
    END;
  `,
};
