/**
 * The shop's schema, as an append-only list. What holds for everybody stands here as plain SQL, so
 * that the file keeps its rules under any program; what depends on the caller stands in guards.ts.
 *
 * Money is integer cents, quantities thousandths (1500 = 1.5), VAT basis points (2000 = 20 %),
 * times RFC 3339 in UTC.
 */
import type { Migration } from "../database/application.ts";

const HEX = "[0-9a-fA-F]";
const UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join("-");
const NOW = "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))";
const ROLES = "('administrateur', 'caisse', 'vendeur')";
const RATES = "(0, 210, 550, 1000, 2000)";

export const MIGRATIONS: readonly Migration[] = [
  {
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
  },
  {
    name: "shop/002_tills",
    sql: `
      -- The shop as its receipts name it.
      CREATE TABLE boutique (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        nom TEXT NOT NULL DEFAULT '' CHECK (length(nom) <= 100),
        adresse TEXT NOT NULL DEFAULT '' CHECK (length(adresse) <= 500),
        telephone TEXT NOT NULL DEFAULT '' CHECK (length(telephone) <= 40),
        siret TEXT NOT NULL DEFAULT '' CHECK (length(siret) <= 20),
        tva_intracommunautaire TEXT NOT NULL DEFAULT '' CHECK (length(tva_intracommunautaire) <= 20),
        message TEXT NOT NULL DEFAULT '' CHECK (length(message) <= 500),
        -- 1: a demo shop, for ever. Screens and receipts say so.
        demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1))
      ) STRICT;
      INSERT INTO boutique (id) VALUES (1);
      CREATE TRIGGER boutique_demo BEFORE UPDATE OF demo ON boutique
      WHEN NEW.demo <> OLD.demo AND (OLD.demo = 1 OR EXISTS (SELECT 1 FROM journal_fiscal))
      BEGIN SELECT raise(ABORT, 'boutique: une démonstration le reste, une vraie boutique aussi'); END;
      CREATE TRIGGER boutique_unique BEFORE INSERT ON boutique
      BEGIN SELECT raise(ABORT, 'boutique: il n''y en a qu''une'); END;
      CREATE TRIGGER boutique_reste BEFORE DELETE ON boutique
      BEGIN SELECT raise(ABORT, 'boutique: elle ne se supprime pas'); END;

      CREATE TABLE caisses (
        nom TEXT PRIMARY KEY NOT NULL CHECK (nom GLOB '[A-Z]*' AND nom NOT GLOB '*[^A-Z0-9]*' AND length(nom) <= 10),
        libelle TEXT NOT NULL DEFAULT '' CHECK (length(libelle) <= 100),
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        cree_le TEXT NOT NULL DEFAULT ${NOW}
      ) STRICT, WITHOUT ROWID;
      INSERT INTO caisses (nom) VALUES ('C1');

      CREATE TABLE sessions_caisse (
        id INTEGER PRIMARY KEY,
        caisse TEXT NOT NULL REFERENCES caisses (nom),
        caissier_id INTEGER NOT NULL REFERENCES equipe (id),
        jour TEXT NOT NULL,
        fond INTEGER NOT NULL CHECK (fond >= 0),
        ouverte_le TEXT NOT NULL,
        fermee_le TEXT,
        -- Counted blind, then kept for good: what should be there, what was, and why they differ.
        attendu INTEGER,
        compte INTEGER,
        ecart INTEGER,
        comptage TEXT,
        motif TEXT CHECK (length(motif) <= 500)
      ) STRICT;
      CREATE UNIQUE INDEX sessions_caisse_ouverte ON sessions_caisse (caisse) WHERE fermee_le IS NULL;
      CREATE UNIQUE INDEX sessions_caisse_caissier ON sessions_caisse (caissier_id) WHERE fermee_le IS NULL;
      CREATE INDEX sessions_caisse_jour ON sessions_caisse (jour);
      CREATE TRIGGER sessions_caisse_fermees BEFORE UPDATE ON sessions_caisse WHEN OLD.fermee_le IS NOT NULL
      BEGIN SELECT raise(ABORT, 'sessions_caisse: une session fermée ne change plus'); END;
      CREATE TRIGGER sessions_caisse_restent BEFORE DELETE ON sessions_caisse
      BEGIN SELECT raise(ABORT, 'sessions_caisse: une session ne se supprime pas'); END;

      CREATE TABLE paiements (
        id INTEGER PRIMARY KEY,
        vente_id TEXT NOT NULL REFERENCES ventes (id),
        mode TEXT NOT NULL CHECK (mode IN ('especes', 'carte', 'cheque', 'titre_restaurant', 'virement', 'avoir', 'autre')),
        montant INTEGER NOT NULL,
        rendu INTEGER NOT NULL DEFAULT 0 CHECK (rendu >= 0),
        session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id),
        cree_le TEXT NOT NULL
      ) STRICT;
      CREATE INDEX paiements_vente ON paiements (vente_id);
      CREATE INDEX paiements_session ON paiements (session_caisse_id);
      CREATE TRIGGER paiements_changent BEFORE UPDATE ON paiements
      BEGIN SELECT raise(ABORT, 'paiements: un paiement ne change pas'); END;
      CREATE TRIGGER paiements_restent BEFORE DELETE ON paiements
      BEGIN SELECT raise(ABORT, 'paiements: un paiement ne se supprime pas'); END;

      CREATE TABLE ventes_tva (
        vente_id TEXT NOT NULL REFERENCES ventes (id),
        taux INTEGER NOT NULL,
        ttc INTEGER NOT NULL,
        ht INTEGER NOT NULL,
        tva INTEGER NOT NULL,
        PRIMARY KEY (vente_id, taux),
        CHECK (ht + tva = ttc)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER ventes_tva_changent BEFORE UPDATE ON ventes_tva
      BEGIN SELECT raise(ABORT, 'ventes_tva: la TVA d''un ticket ne change pas'); END;
      CREATE TRIGGER ventes_tva_restent BEFORE DELETE ON ventes_tva
      BEGIN SELECT raise(ABORT, 'ventes_tva: la TVA d''un ticket ne se supprime pas'); END;

      CREATE TABLE mouvements_stock (
        id INTEGER PRIMARY KEY,
        produit_id INTEGER NOT NULL REFERENCES produits (id),
        -- Thousandths; negative when goods leave.
        quantite INTEGER NOT NULL,
        motif TEXT NOT NULL CHECK (motif IN ('vente', 'avoir', 'livraison', 'inventaire', 'perte')),
        vente_id TEXT REFERENCES ventes (id),
        par_id INTEGER REFERENCES equipe (id),
        cree_le TEXT NOT NULL
      ) STRICT;
      CREATE INDEX mouvements_stock_produit ON mouvements_stock (produit_id);

      CREATE TABLE clotures (
        id INTEGER PRIMARY KEY,
        genre TEXT NOT NULL CHECK (genre IN ('jour', 'mois', 'annee')),
        periode TEXT NOT NULL,
        tickets INTEGER NOT NULL,
        total_ttc INTEGER NOT NULL,
        total_ht INTEGER NOT NULL,
        total_tva INTEGER NOT NULL,
        perpetuel INTEGER NOT NULL,
        perpetuel_absolu INTEGER NOT NULL,
        contenu TEXT NOT NULL,
        cloturee_le TEXT NOT NULL,
        UNIQUE (genre, periode)
      ) STRICT;
      CREATE TRIGGER clotures_changent BEFORE UPDATE ON clotures
      BEGIN SELECT raise(ABORT, 'clotures: une clôture ne change pas'); END;
      CREATE TRIGGER clotures_restent BEFORE DELETE ON clotures
      BEGIN SELECT raise(ABORT, 'clotures: une clôture ne se supprime pas'); END;

      CREATE TABLE journal_fiscal (
        serie TEXT NOT NULL,
        seq INTEGER NOT NULL,
        genre TEXT NOT NULL,
        version_format INTEGER NOT NULL,
        contenu TEXT NOT NULL,
        signature_precedente TEXT NOT NULL,
        empreinte TEXT NOT NULL,
        signature TEXT NOT NULL,
        cle_id TEXT NOT NULL,
        horodatage TEXT NOT NULL,
        PRIMARY KEY (serie, seq)
      ) STRICT, WITHOUT ROWID;
      -- A ticket's record, and the copies made of it.
      CREATE INDEX journal_fiscal_vente ON journal_fiscal (contenu ->> 'vente_id') WHERE contenu ->> 'vente_id' IS NOT NULL;
      CREATE TRIGGER journal_fiscal_change BEFORE UPDATE ON journal_fiscal
      BEGIN SELECT raise(ABORT, 'journal_fiscal: ce qui est écrit le reste'); END;
      CREATE TRIGGER journal_fiscal_reste BEFORE DELETE ON journal_fiscal
      BEGIN SELECT raise(ABORT, 'journal_fiscal: ce qui est écrit le reste'); END;
    `,
  },
];
