/** The shop's name, tills, payments, stock, closings and the fiscal journal. */
import type { Migration } from "../../database/application.ts";
import { NOW } from "./patterns.ts";

export const tills: Migration = {
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
};
