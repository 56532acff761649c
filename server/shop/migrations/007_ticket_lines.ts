/** Tickets of bounded size whose totals follow each line by its difference; what a line may become. */
import type { Migration } from "../../database/application.ts";

/** A hundred million euros, in cents: what a payment may be, and far within what is exact in JavaScript. */
const CENTS_MAX = "10000000000";

/** Cents before the line's discount: at least half of one, and bounded. Looked at afterwards, when it is sure to be a number. */
const worth = ["INSERT", "UPDATE OF quantite, prix_unitaire_ttc"].map((event) => `
    CREATE TRIGGER lignes_vente_montant_${event.slice(0, 6).toLowerCase()} AFTER ${event} ON lignes_vente
    WHEN NEW.quantite * NEW.prix_unitaire_ttc NOT BETWEEN -${CENTS_MAX}000 AND ${CENTS_MAX}000
      OR (NEW.quantite > 0 AND NEW.prix_unitaire_ttc > 0 AND NEW.quantite * NEW.prix_unitaire_ttc < 500)
    BEGIN
      SELECT iif(NEW.quantite * NEW.prix_unitaire_ttc BETWEEN 0 AND 500,
        raise(ABORT, 'rule:line_under_a_cent'), raise(ABORT, 'rule:line_total'));
    END;`).join("");

export const ticketLines: Migration = {
  name: "shop/007_ticket_lines",
  sql: `
    -- Summing a ticket anew for each of its lines made it cost the square of them.
    DROP TRIGGER lignes_vente_total_ajout;
    DROP TRIGGER lignes_vente_total_change;
    DROP TRIGGER lignes_vente_total_retrait;
    DROP TRIGGER ventes_total;
    DROP TRIGGER ventes_remise;
    DROP TRIGGER lignes_vente_ajout;
    DROP TRIGGER lignes_vente_change;
    DROP TRIGGER ventes_version;

    -- Kept beside the total by the same updates: counting anew would be the same square.
    ALTER TABLE ventes ADD COLUMN nombre_lignes INTEGER NOT NULL DEFAULT 0;
    UPDATE ventes SET nombre_lignes = n FROM (SELECT vente_id, count(*) AS n FROM lignes_vente GROUP BY vente_id) WHERE id = vente_id;
    -- A discount beyond what JSON carries, on a ticket without a line, made every command on it fail.
    UPDATE ventes SET remise = 0 WHERE remise > ${CENTS_MAX} AND nombre_lignes = 0 AND etat NOT IN ('payee', 'annulee');

    CREATE TRIGGER ventes_version AFTER UPDATE ON ventes WHEN NEW.version = OLD.version AND OLD.vendeur_id IS NOT NULL
    BEGIN
      UPDATE ventes SET version = OLD.version + 1, modifie_le = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
    END;
    CREATE TRIGGER lignes_vente_ajout BEFORE INSERT ON lignes_vente
    WHEN (SELECT etat FROM ventes WHERE id = NEW.vente_id) IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'lignes_vente: une vente payée ou annulée ne change plus'); END;
    CREATE TRIGGER lignes_vente_change BEFORE UPDATE ON lignes_vente
    WHEN (SELECT etat FROM ventes WHERE id = OLD.vente_id) IN ('payee', 'annulee')
      OR OLD.id IS NOT NEW.id OR OLD.vente_id IS NOT NEW.vente_id
    BEGIN SELECT raise(ABORT, 'lignes_vente: cette ligne ne change plus'); END;

    -- Both change together. A ticket that is larger already only shrinks.
    CREATE TRIGGER ventes_bornees BEFORE UPDATE OF total_ttc ON ventes
    WHEN (NEW.nombre_lignes > 1000 AND NEW.nombre_lignes > OLD.nombre_lignes)
      OR (abs(NEW.total_ttc) > ${CENTS_MAX} AND abs(NEW.total_ttc) > abs(OLD.total_ttc))
    BEGIN SELECT iif(NEW.nombre_lignes > 1000, raise(ABORT, 'rule:ticket_lines'), raise(ABORT, 'rule:ticket_total')); END;

    -- A line that takes its price from the catalogue counts when it has it: a discount alone would be a negative
    -- total. So does the ticket's own discount, which its insert may give, with the first line.
    CREATE TRIGGER lignes_vente_total_ajout AFTER INSERT ON lignes_vente WHEN NEW.prix_unitaire_ttc IS NOT NULL
    BEGIN
      UPDATE ventes SET total_ttc = iif(nombre_lignes = 0, -remise, total_ttc) + NEW.total_ttc, nombre_lignes = nombre_lignes + 1
      WHERE id = NEW.vente_id;
    END;
    CREATE TRIGGER lignes_vente_total_complete AFTER UPDATE OF prix_unitaire_ttc ON lignes_vente WHEN OLD.prix_unitaire_ttc IS NULL
    BEGIN
      UPDATE ventes SET total_ttc = iif(nombre_lignes = 0, -remise, total_ttc) + NEW.total_ttc, nombre_lignes = nombre_lignes + 1
      WHERE id = NEW.vente_id;
    END;
    -- What a line is worth or how much it is changes its ticket; where it stands does not.
    CREATE TRIGGER lignes_vente_total_change AFTER UPDATE OF quantite, remise, prix_unitaire_ttc ON lignes_vente
    WHEN OLD.prix_unitaire_ttc IS NOT NULL
      AND (NEW.quantite <> OLD.quantite OR NEW.remise <> OLD.remise OR NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc)
    BEGIN
      UPDATE ventes SET total_ttc = total_ttc + NEW.total_ttc - OLD.total_ttc WHERE id = NEW.vente_id;
    END;
    CREATE TRIGGER lignes_vente_total_retrait AFTER DELETE ON lignes_vente
    BEGIN
      UPDATE ventes SET total_ttc = total_ttc - OLD.total_ttc, nombre_lignes = nombre_lignes - 1 WHERE id = OLD.vente_id;
    END;
    -- A sale that arrives after its lines, in one batch, takes them all at once.
    CREATE TRIGGER ventes_total AFTER INSERT ON ventes
    WHEN EXISTS (SELECT 1 FROM lignes_vente WHERE vente_id = NEW.id)
    BEGIN
      UPDATE ventes SET (total_ttc, nombre_lignes) =
        (SELECT sum(l.total_ttc) - NEW.remise, count(*) FROM lignes_vente l WHERE l.vente_id = NEW.id)
      WHERE id = NEW.id;
    END;
    CREATE TRIGGER ventes_remise AFTER UPDATE OF remise ON ventes WHEN OLD.remise <> NEW.remise
    BEGIN
      UPDATE ventes SET total_ttc = iif(NEW.nombre_lignes = 0, 0, NEW.total_ttc + OLD.remise) - NEW.remise WHERE id = NEW.id;
    END;

    -- The price that was agreed holds for the quantity that was there: more of it is sold at today's, on another line.
    CREATE TRIGGER lignes_vente_hausse BEFORE UPDATE OF quantite ON lignes_vente
    WHEN NEW.quantite > OLD.quantite AND NEW.quantite > 0
    BEGIN
      SELECT CASE WHEN actif = 0 THEN raise(ABORT, 'lignes_vente: ce produit ne se vend plus')
        WHEN prix_ttc IS NOT OLD.prix_unitaire_ttc OR tva IS NOT OLD.tva THEN raise(ABORT, 'rule:line_price_changed') END
      FROM produits WHERE id = OLD.produit_id;
    END;
    ${worth}

    -- A change of it is bounded by the ticket's total, which it would make negative.
    CREATE TRIGGER ventes_remise_bornee AFTER INSERT ON ventes WHEN NEW.remise > ${CENTS_MAX}
    BEGIN SELECT raise(ABORT, 'rule:ticket_discount'); END;
  `,
};
