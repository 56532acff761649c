/** Discounts in per cent stay per cent: the database keeps their amounts by the rate, on lines and on tickets. How far each role may go. */
import type { Migration } from "../../database/application.ts";
import { RATES, UUID } from "./patterns.ts";

/** A hundred million euros, in cents. */
const CENTS_MAX = "10000000000";

/** What a rate takes off cents that are not negative, half up: `discountOf` of shared/vat.ts says the same. */
const percentOf = (cents: string, rate: string) => `(((${cents}) * ${rate} + 5000) / 10000)`;

/** A ticket's own discount when its lines make this. */
const ticketDiscount = (subtotal: string) => `iif(remise_taux > 0, ${percentOf(subtotal, "remise_taux")}, remise)`;

/** A ticket follows its lines by their differences: summing it anew for each of them would cost the square of them. */
const follow = (sale: string, lines: string, gross: string, net: string) => `
      UPDATE ventes SET
        nombre_lignes = nombre_lignes + ${lines},
        avant_remises = avant_remises + ${gross},
        sous_total = sous_total + ${net},
        remise = ${ticketDiscount(`sous_total + ${net}`)},
        total_ttc = sous_total + ${net} - ${ticketDiscount(`sous_total + ${net}`)}
      WHERE id = ${sale};`;

/**
 * Rate and amount of what was changed by hand: a rate alone brings its amount along, a rate of 0 or an amount of 0 ends
 * the discount, and both at once is refused. `due` is what the rate makes.
 */
const settle = (table: string, due: string, total: string) => {
  const ended = `((NEW.remise_taux = 0 AND OLD.remise_taux > 0 AND NEW.remise = OLD.remise)
          OR (NEW.remise_taux > 0 AND NEW.remise_taux = OLD.remise_taux AND NEW.remise = 0 AND OLD.remise <> 0 AND ${due} <> 0))`;
  const amount = `iif(${ended}, 0, iif(NEW.remise_taux > 0, ${due}, NEW.remise))`;
  return `
      SELECT raise(ABORT, 'rule:discount_twice')
      WHERE NEW.remise_taux > 0 AND NEW.remise NOT IN (0, OLD.remise, ${due});
      UPDATE ${table} SET remise = ${amount}, remise_taux = iif(${ended}, 0, NEW.remise_taux)${
    total === "" ? "" : `, ${total} - ${amount}`
  }
      WHERE id = NEW.id AND (${total === "" ? `NEW.remise <> ${amount} OR ${ended}` : "1"});`;
};

/** Cents before the line's discount: at least half of one, and bounded. */
const worth = ["INSERT", "UPDATE OF quantite, prix_unitaire_ttc"].map((event) => `
    CREATE TRIGGER lignes_vente_montant_${event.slice(0, 6).toLowerCase()} AFTER ${event} ON lignes_vente
    WHEN NEW.quantite * NEW.prix_unitaire_ttc NOT BETWEEN -${CENTS_MAX}000 AND ${CENTS_MAX}000
      OR (NEW.quantite > 0 AND NEW.prix_unitaire_ttc > 0 AND NEW.quantite * NEW.prix_unitaire_ttc < 500)
    BEGIN
      SELECT iif(NEW.quantite * NEW.prix_unitaire_ttc BETWEEN 0 AND 500,
        raise(ABORT, 'rule:line_under_a_cent'), raise(ABORT, 'rule:line_total'));
    END;`).join("");

/** A generated column cannot be changed in place: the table is made anew, with all its triggers. */
const LINES = `
    CREATE TABLE lignes_vente_nouvelles (
      id TEXT PRIMARY KEY NOT NULL CONSTRAINT lignes_vente_id_uuid CHECK (id GLOB '${UUID}'),
      vente_id TEXT NOT NULL REFERENCES ventes (id) DEFERRABLE INITIALLY DEFERRED,
      produit_id INTEGER REFERENCES produits (id),
      libelle TEXT CHECK (length(trim(libelle)) BETWEEN 1 AND 200),
      -- Negative on a refund.
      quantite INTEGER NOT NULL DEFAULT 1000 CHECK (quantite BETWEEN -1000000000 AND 1000000000 AND quantite <> 0),
      prix_unitaire_ttc INTEGER CHECK (prix_unitaire_ttc BETWEEN 0 AND 100000000),
      -- By the rate where there is one. On a refund, what rounding leaves between the price and what was paid for that
      -- quantity: it may be a cent less than 0.
      remise INTEGER NOT NULL DEFAULT 0 CHECK (remise >= 0 OR quantite < 0),
      -- Basis points; 0 for a discount of so many cents, and for none.
      remise_taux INTEGER NOT NULL DEFAULT 0
        CONSTRAINT lignes_vente_taux CHECK (remise_taux BETWEEN 0 AND 10000 AND (remise_taux = 0 OR quantite > 0)),
      remise_motif TEXT CHECK (length(remise_motif) <= 500),
      tva INTEGER CHECK (tva IN ${RATES}),
      brut_ttc INTEGER GENERATED ALWAYS AS (
        CASE WHEN quantite > 0 THEN (quantite * coalesce(prix_unitaire_ttc, 0) + 500) / 1000
        ELSE 0 - (-quantite * coalesce(prix_unitaire_ttc, 0) + 500) / 1000 END) VIRTUAL,
      -- By the rate itself: the amount beside it follows a moment later.
      total_ttc INTEGER GENERATED ALWAYS AS (
        CASE WHEN quantite < 0 THEN brut_ttc + remise
        WHEN remise_taux > 0 THEN brut_ttc - ${percentOf("brut_ttc", "remise_taux")}
        ELSE brut_ttc - remise END) STORED,
      position INTEGER NOT NULL DEFAULT 0,
      -- Fixed when the ticket is paid: its part of the ticket's discount, and its price without VAT.
      remise_ticket INTEGER,
      total_ht INTEGER,
      ligne_origine_id TEXT REFERENCES lignes_vente_nouvelles (id),
      CONSTRAINT lignes_vente_remise CHECK (prix_unitaire_ttc IS NULL OR quantite < 0 OR total_ttc >= 0)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO lignes_vente_nouvelles
        (id, vente_id, produit_id, libelle, quantite, prix_unitaire_ttc, remise, tva, position, remise_ticket, total_ht, ligne_origine_id)
      SELECT id, vente_id, produit_id, libelle, quantite, prix_unitaire_ttc, remise, tva, position, remise_ticket, total_ht, ligne_origine_id
      FROM lignes_vente;
    DROP TABLE lignes_vente;
    ALTER TABLE lignes_vente_nouvelles RENAME TO lignes_vente;
    CREATE INDEX lignes_vente_vente ON lignes_vente (vente_id);
    CREATE INDEX lignes_vente_origine ON lignes_vente (ligne_origine_id) WHERE ligne_origine_id IS NOT NULL;`;

/** As they were. */
const FORMER_LINE_TRIGGERS = `
    CREATE TRIGGER lignes_vente_minuscules BEFORE INSERT ON lignes_vente WHEN NEW.id <> lower(NEW.id)
    BEGIN SELECT raise(ABORT, 'lignes_vente: id s''écrit en minuscules'); END;
    CREATE TRIGGER lignes_vente_actif BEFORE INSERT ON lignes_vente
    WHEN NEW.quantite > 0 AND (SELECT actif FROM produits WHERE id = NEW.produit_id) = 0
    BEGIN SELECT raise(ABORT, 'lignes_vente: ce produit ne se vend plus'); END;
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
    CREATE TRIGGER lignes_vente_hausse BEFORE UPDATE OF quantite ON lignes_vente
    WHEN NEW.quantite > OLD.quantite AND NEW.quantite > 0
    BEGIN
      SELECT CASE WHEN actif = 0 THEN raise(ABORT, 'lignes_vente: ce produit ne se vend plus')
        WHEN prix_ttc IS NOT OLD.prix_unitaire_ttc THEN raise(ABORT, 'rule:line_price_changed') END
      FROM produits WHERE id = OLD.produit_id;
    END;${worth}`;

export const percentDiscounts: Migration = {
  name: "shop/017_percent_discounts",
  sql: `
    DROP TRIGGER ventes_total;
    DROP TRIGGER ventes_remise;
    DROP TRIGGER ventes_remise_bornee;
    DROP TRIGGER ventes_version;
    DROP TRIGGER ventes_finies;
    ${LINES}
    ${FORMER_LINE_TRIGGERS}

    ALTER TABLE ventes ADD COLUMN remise_taux INTEGER NOT NULL DEFAULT 0
      CONSTRAINT ventes_taux CHECK (remise_taux BETWEEN 0 AND 10000);
    ALTER TABLE ventes ADD COLUMN remise_motif TEXT CHECK (length(remise_motif) <= 500);
    -- Up to which rate the owner has allowed discounts on this ticket, in basis points.
    ALTER TABLE ventes ADD COLUMN remise_accord INTEGER NOT NULL DEFAULT 0 CHECK (remise_accord BETWEEN 0 AND 10000);
    -- What its lines make without any discount, and with their own.
    ALTER TABLE ventes ADD COLUMN avant_remises INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE ventes ADD COLUMN sous_total INTEGER NOT NULL DEFAULT 0;
    UPDATE ventes SET avant_remises = gross, sous_total = net
    FROM (SELECT vente_id, sum(brut_ttc) AS gross, sum(total_ttc) AS net FROM lignes_vente GROUP BY vente_id) WHERE id = vente_id;

    -- What each role may take off, in basis points: as it was until then.
    ALTER TABLE boutique ADD COLUMN remise_max_vendeur INTEGER NOT NULL DEFAULT 0 CHECK (remise_max_vendeur BETWEEN 0 AND 10000);
    ALTER TABLE boutique ADD COLUMN remise_max_caisse INTEGER NOT NULL DEFAULT 10000 CHECK (remise_max_caisse BETWEEN 0 AND 10000);

    CREATE TRIGGER ventes_version AFTER UPDATE ON ventes WHEN NEW.version = OLD.version AND OLD.vendeur_id IS NOT NULL
    BEGIN
      UPDATE ventes SET version = OLD.version + 1, modifie_le = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
    END;
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, total_ht, total_tva, formation, numero_formation,
      remise_taux, remise_motif, remise_accord, avant_remises, sous_total
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;

    -- A line that takes its price from the catalogue counts when it has it.
    CREATE TRIGGER lignes_vente_total_ajout AFTER INSERT ON lignes_vente WHEN NEW.prix_unitaire_ttc IS NOT NULL
    BEGIN${follow("NEW.vente_id", "1", "NEW.brut_ttc", "NEW.total_ttc")}
    END;
    CREATE TRIGGER lignes_vente_total_complete AFTER UPDATE OF prix_unitaire_ttc ON lignes_vente WHEN OLD.prix_unitaire_ttc IS NULL
    BEGIN${follow("NEW.vente_id", "1", "NEW.brut_ttc", "NEW.total_ttc")}
    END;
    -- What a line is worth changes its ticket; where it stands does not.
    CREATE TRIGGER lignes_vente_total_change AFTER UPDATE OF quantite, remise, remise_taux, prix_unitaire_ttc ON lignes_vente
    WHEN OLD.prix_unitaire_ttc IS NOT NULL
      AND (NEW.quantite <> OLD.quantite OR NEW.total_ttc <> OLD.total_ttc OR NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc)
    BEGIN${follow("NEW.vente_id", "0", "NEW.brut_ttc - OLD.brut_ttc", "NEW.total_ttc - OLD.total_ttc")}
    END;
    CREATE TRIGGER lignes_vente_total_retrait AFTER DELETE ON lignes_vente
    BEGIN${follow("OLD.vente_id", "-1", "0 - OLD.brut_ttc", "0 - OLD.total_ttc")}
    END;
    -- A sale that arrives after its lines, in one batch, takes them all at once.
    CREATE TRIGGER ventes_total AFTER INSERT ON ventes
    WHEN EXISTS (SELECT 1 FROM lignes_vente WHERE vente_id = NEW.id)
    BEGIN
      UPDATE ventes SET nombre_lignes = lines, avant_remises = gross, sous_total = net,
        remise = ${ticketDiscount("net")}, total_ttc = net - ${ticketDiscount("net")}
      FROM (SELECT count(*) AS lines, sum(brut_ttc) AS gross, sum(total_ttc) AS net FROM lignes_vente WHERE vente_id = NEW.id)
      WHERE id = NEW.id;
    END;

    -- Its price in the catalogue, another quantity, another rate: the amount goes with them.
    CREATE TRIGGER lignes_vente_taux_ajout AFTER INSERT ON lignes_vente WHEN NEW.remise_taux > 0
    BEGIN
      SELECT raise(ABORT, 'rule:discount_twice') WHERE NEW.remise <> 0;
      UPDATE lignes_vente SET remise = brut_ttc - total_ttc WHERE id = NEW.id;
    END;
    CREATE TRIGGER lignes_vente_taux_change AFTER UPDATE OF quantite, remise, remise_taux, prix_unitaire_ttc ON lignes_vente
    WHEN NEW.remise_taux > 0 OR OLD.remise_taux > 0
    BEGIN${settle("lignes_vente", "(NEW.brut_ttc - NEW.total_ttc)", "")}
    END;
    -- What its lines change is settled with them.
    CREATE TRIGGER ventes_remise AFTER UPDATE OF remise, remise_taux ON ventes
    WHEN NEW.sous_total = OLD.sous_total AND (NEW.remise <> OLD.remise OR NEW.remise_taux <> OLD.remise_taux)
    BEGIN${settle("ventes", percentOf("NEW.sous_total", "NEW.remise_taux"), "total_ttc = NEW.sous_total")}
    END;
    -- A change of it is bounded by the ticket's total, which it would make negative.
    CREATE TRIGGER ventes_remise_bornee AFTER INSERT ON ventes WHEN NEW.remise > 0 AND (NEW.remise > ${CENTS_MAX} OR NEW.remise_taux > 0)
    BEGIN SELECT iif(NEW.remise_taux > 0, raise(ABORT, 'rule:discount_twice'), raise(ABORT, 'rule:ticket_discount')); END;
  `,
};
