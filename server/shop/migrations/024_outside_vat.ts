/**
 * What is sold and is no turnover: deposits and gift cards. It is outside VAT, which is not 0 %; a
 * discount of the ticket leaves it alone, and so it does what comes back. Sums of turnover leave it out and name it beside.
 */
import type { Migration } from "../../database/application.ts";
import { NATURES } from "../../../shared/natures.ts";
import { NOW } from "./patterns.ts";
import { ARTICLES, DAYS, MEANS, QUARTERS, sum, type Summary } from "./summaries.ts";

const KNOWN = `(${NATURES.map((nature) => `'${nature}'`).join(", ")})`;
const MODES = "('especes', 'carte', 'cheque', 'titre_restaurant', 'virement', 'avoir', 'autre', 'carte_cadeau')";

/** Of these cents of a line, those that are outside VAT, and those that the ticket's discount leaves alone. */
const outside = (line: string, cents: string) => `iif(${line}.nature = 'bien', 0, ${cents})`;
const apart = (line: string, cents: string) => `iif(${line}.nature = 'bien' AND ${line}.ligne_origine_id IS NULL, 0, ${cents})`;

/** A ticket's own discount by its rate, half up; on its way to its line a total may be less than what is apart of it. */
const byRate = (total: string, kept: string, rate: string) => `((max(0, ${total} - (${kept})) * ${rate} + 5000) / 10000)`;
const discount = (total: string, kept: string) => `iif(remise_taux > 0, ${byRate(total, kept, "remise_taux")}, remise)`;

/**
 * By differences: summing a ticket anew for each of its lines would cost the square of them. The version rises with it, as
 * `ventes_version` would have it: a second update of the same row costs each line as much as the first.
 */
const follow = (sale: string, change: { lines: string; gross: string; net: string; apart: string; outside: string }) => {
  const off = discount(`sous_total + ${change.net}`, `sans_remise + ${change.apart}`);
  return `
      UPDATE ventes SET
        nombre_lignes = nombre_lignes + ${change.lines},
        avant_remises = avant_remises + ${change.gross},
        sous_total = sous_total + ${change.net},
        sans_remise = sans_remise + ${change.apart},
        hors_champ = hors_champ + ${change.outside},
        remise = ${off},
        total_ttc = sous_total + ${change.net} - ${off},
        version = version + (vendeur_id IS NOT NULL),
        modifie_le = iif(vendeur_id IS NULL, modifie_le, ${NOW})
      WHERE id = ${sale};`;
};
const comes = (line: string) =>
  follow(`${line}.vente_id`, {
    lines: "1",
    gross: `${line}.brut_ttc`,
    net: `${line}.total_ttc`,
    apart: apart(line, `${line}.total_ttc`),
    outside: outside(line, `${line}.total_ttc`),
  });
const goes = (line: string) =>
  follow(`${line}.vente_id`, {
    lines: "-1",
    gross: `0 - ${line}.brut_ttc`,
    net: `0 - ${line}.total_ttc`,
    apart: apart(line, `0 - ${line}.total_ttc`),
    outside: outside(line, `0 - ${line}.total_ttc`),
  });
/** Without a price a line has not counted yet: what it was worth is nothing, whatever its discount says. */
const was = (cents: string) => `iif(OLD.prix_unitaire_ttc IS NULL, 0, ${cents})`;
const changes = follow("NEW.vente_id", {
  lines: "(OLD.prix_unitaire_ttc IS NULL)",
  gross: `NEW.brut_ttc - ${was("OLD.brut_ttc")}`,
  net: `NEW.total_ttc - ${was("OLD.total_ttc")}`,
  apart: `${apart("NEW", "NEW.total_ttc")} - ${was(apart("OLD", "OLD.total_ttc"))}`,
  outside: `${outside("NEW", "NEW.total_ttc")} - ${was(outside("OLD", "OLD.total_ttc"))}`,
});

/** As before (017), but for what the rate is taken of. */
const DUE = byRate("NEW.sous_total", "NEW.sans_remise", "NEW.remise_taux");
const ENDED = `((NEW.remise_taux = 0 AND OLD.remise_taux > 0 AND NEW.remise = OLD.remise)
          OR (NEW.remise_taux > 0 AND NEW.remise_taux = OLD.remise_taux AND NEW.remise = 0 AND OLD.remise <> 0 AND ${DUE} <> 0))`;
const AMOUNT = `iif(${ENDED}, 0, iif(NEW.remise_taux > 0, ${DUE}, NEW.remise))`;

const OUTSIDE: Summary = { table: "_ventes_hors_champ", keys: ["jour", "nature"], sums: ["nombre", "total"] };

const TURNOVER = `NEW.type = 'vente', NEW.type = 'avoir', NEW.total_ttc - NEW.hors_champ,
        iif(NEW.type = 'avoir', NEW.hors_champ - NEW.total_ttc, 0)`;
/** Cents that a line cost the shop; the sign is the quantity's. */
const COST = "iif(l.quantite < 0, -1, 1) * ((abs(l.quantite) * k.cout_ht + 500) / 1000)";
const GOODS = "l.vente_id = NEW.id AND l.nature = 'bien'";

export const outsideVat: Migration = {
  name: "shop/024_outside_vat",
  sql: `
    ALTER TABLE produits ADD COLUMN nature TEXT NOT NULL DEFAULT 'bien'
      CONSTRAINT produits_nature CHECK (nature IN ${KNOWN} AND (nature = 'bien' OR tva = 0));
    -- Lines that were sold say what it was then.
    CREATE TRIGGER produits_nature_reste BEFORE UPDATE OF nature ON produits WHEN NEW.nature <> OLD.nature
    BEGIN SELECT raise(ABORT, 'rule:product_nature_kept'); END;

    ALTER TABLE lignes_vente ADD COLUMN nature TEXT NOT NULL DEFAULT 'bien'
      CONSTRAINT lignes_vente_nature CHECK (nature IN ${KNOWN} AND (nature = 'bien' OR coalesce(tva, 0) = 0))
      CONSTRAINT lignes_vente_sans_remise CHECK (nature = 'bien' OR quantite < 0 OR (remise = 0 AND remise_taux = 0));
    -- Cents outside VAT; and cents that the ticket's own discount leaves alone: those, and what comes back.
    ALTER TABLE ventes ADD COLUMN hors_champ INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE ventes ADD COLUMN sans_remise INTEGER NOT NULL DEFAULT 0;

    CREATE TABLE ventes_hors_champ (
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      nature TEXT NOT NULL CHECK (nature IN ${KNOWN} AND nature <> 'bien'),
      ttc INTEGER NOT NULL,
      PRIMARY KEY (vente_id, nature)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER ventes_hors_champ_changent BEFORE UPDATE ON ventes_hors_champ
    BEGIN SELECT raise(ABORT, 'rule:ticket_outside_fixed'); END;
    CREATE TRIGGER ventes_hors_champ_restent BEFORE DELETE ON ventes_hors_champ
    BEGIN SELECT raise(ABORT, 'rule:ticket_outside_fixed'); END;

    DROP TRIGGER ventes_finies;
    CREATE TRIGGER ventes_finies BEFORE UPDATE OF
      type, etat, rappel, numero, vendeur_id, caissier_id, caisse, total_ttc, note, cree_le, payee_le, vente_origine_id,
      remise, motif, rappel_jour, bail_jusqua, jour, total_ht, total_tva, formation, numero_formation,
      remise_taux, remise_motif, remise_accord, avant_remises, sous_total, hors_champ, sans_remise
    ON ventes WHEN OLD.etat IN ('payee', 'annulee')
    BEGIN SELECT raise(ABORT, 'ventes: une vente payée ou annulée ne change plus'); END;

    DROP TRIGGER lignes_vente_total_ajout;
    DROP TRIGGER lignes_vente_total_complete;
    DROP TRIGGER lignes_vente_total_change;
    DROP TRIGGER lignes_vente_total_retrait;
    DROP TRIGGER ventes_total;
    DROP TRIGGER ventes_remise;
    -- A line that takes its price from the catalogue (026) counts when it has it.
    CREATE TRIGGER lignes_vente_total_ajout AFTER INSERT ON lignes_vente WHEN NEW.prix_unitaire_ttc IS NOT NULL
    BEGIN${comes("NEW")}
    END;
    -- What a line is worth changes its ticket; where it stands does not.
    CREATE TRIGGER lignes_vente_total_change AFTER UPDATE OF quantite, remise, remise_taux, prix_unitaire_ttc, nature ON lignes_vente
    WHEN NEW.prix_unitaire_ttc IS NOT NULL AND (OLD.prix_unitaire_ttc IS NULL OR NEW.quantite <> OLD.quantite
      OR NEW.total_ttc <> OLD.total_ttc OR NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc OR NEW.nature <> OLD.nature)
    BEGIN${changes}
    END;
    CREATE TRIGGER lignes_vente_total_retrait AFTER DELETE ON lignes_vente
    BEGIN${goes("OLD")}
    END;
    -- A sale that arrives after its lines, in one batch, takes them all at once.
    CREATE TRIGGER ventes_total AFTER INSERT ON ventes
    WHEN EXISTS (SELECT 1 FROM lignes_vente WHERE vente_id = NEW.id)
    BEGIN
      UPDATE ventes SET nombre_lignes = lines, avant_remises = gross, sous_total = net, sans_remise = kept, hors_champ = beyond,
        remise = ${discount("net", "kept")}, total_ttc = net - ${discount("net", "kept")}
      FROM (SELECT count(*) AS lines, sum(brut_ttc) AS gross, sum(total_ttc) AS net,
          sum(${apart("l", "l.total_ttc")}) AS kept, sum(${outside("l", "l.total_ttc")}) AS beyond
        FROM lignes_vente l WHERE vente_id = NEW.id)
      WHERE id = NEW.id;
    END;
    -- What its lines change is settled with them.
    CREATE TRIGGER ventes_remise AFTER UPDATE OF remise, remise_taux ON ventes
    WHEN NEW.sous_total = OLD.sous_total AND NEW.sans_remise = OLD.sans_remise
      AND (NEW.remise <> OLD.remise OR NEW.remise_taux <> OLD.remise_taux)
    BEGIN
      SELECT raise(ABORT, 'rule:discount_twice')
      WHERE NEW.remise_taux > 0 AND NEW.remise NOT IN (0, OLD.remise, ${DUE});
      SELECT raise(ABORT, 'rule:ticket_discount_exceeds')
      WHERE NEW.sans_remise <> 0 AND ${AMOUNT} > NEW.sous_total - NEW.sans_remise;
      UPDATE ventes SET remise = ${AMOUNT}, remise_taux = iif(${ENDED}, 0, NEW.remise_taux), total_ttc = NEW.sous_total - ${AMOUNT}
      WHERE id = NEW.id;
    END;

    -- A CHECK without a name cannot be changed in place: the table is made anew.
    CREATE TABLE paiements_nouveaux (
      id INTEGER PRIMARY KEY,
      vente_id TEXT NOT NULL REFERENCES ventes (id),
      mode TEXT NOT NULL CONSTRAINT paiements_mode CHECK (mode IN ${MODES}),
      montant INTEGER NOT NULL,
      rendu INTEGER NOT NULL DEFAULT 0 CHECK (rendu >= 0),
      session_caisse_id INTEGER NOT NULL REFERENCES sessions_caisse (id),
      cree_le TEXT NOT NULL,
      -- Of the voucher or gift card that it was paid by, or that it gave back.
      code_bon TEXT CONSTRAINT paiements_code_bon CHECK (code_bon IS NULL OR mode IN ('avoir', 'carte_cadeau'))
    ) STRICT;
    INSERT INTO paiements_nouveaux (id, vente_id, mode, montant, rendu, session_caisse_id, cree_le)
      SELECT id, vente_id, mode, montant, rendu, session_caisse_id, cree_le FROM paiements;
    DROP TABLE paiements;
    ALTER TABLE paiements_nouveaux RENAME TO paiements;
    CREATE INDEX paiements_vente ON paiements (vente_id);
    CREATE INDEX paiements_session ON paiements (session_caisse_id);
    CREATE TRIGGER paiements_changent BEFORE UPDATE ON paiements
    BEGIN SELECT raise(ABORT, 'paiements: un paiement ne change pas'); END;
    CREATE TRIGGER paiements_restent BEFORE DELETE ON paiements
    BEGIN SELECT raise(ABORT, 'paiements: un paiement ne se supprime pas'); END;

    -- Turnover by day, and beside it what was outside VAT.
    CREATE TABLE _ventes_hors_champ (
      jour TEXT NOT NULL,
      nature TEXT NOT NULL,
      nombre INTEGER NOT NULL,
      total INTEGER NOT NULL,
      PRIMARY KEY (jour, nature)
    ) STRICT, WITHOUT ROWID;
    DROP TRIGGER ventes_resumees;
    CREATE TRIGGER ventes_resumees AFTER UPDATE OF etat ON ventes
    WHEN NEW.etat = 'payee' AND OLD.etat <> 'payee' AND NEW.jour IS NOT NULL
    BEGIN
      INSERT INTO _couts_lignes (ligne_id, cout_ht)
      SELECT l.id, iif(l.ligne_origine_id IS NULL, c.cout_ht, o.cout_ht) AS cout FROM lignes_vente l
      LEFT JOIN couts_produits c ON c.produit_id = l.produit_id LEFT JOIN _couts_lignes o ON o.ligne_id = l.ligne_origine_id
      WHERE ${GOODS} AND cout IS NOT NULL;${
    sum(
      DAYS,
      `SELECT NEW.jour, ${TURNOVER}, coalesce(NEW.total_ht, 0), coalesce(NEW.total_tva, 0), coalesce(sum(${COST}), 0),
        coalesce(sum(l.total_ht), 0)
      FROM lignes_vente l JOIN _couts_lignes k ON k.ligne_id = l.id WHERE l.vente_id = NEW.id`,
    )
  }${
    sum(
      QUARTERS,
      `SELECT NEW.jour, coalesce(unixepoch(NEW.payee_le), unixepoch(NEW.jour), 0) / 900, coalesce(NEW.caisse, ''),
        coalesce(NEW.vendeur_id, 0), coalesce(NEW.caissier_id, 0), ${TURNOVER} WHERE true`,
    )
  }${
    sum(
      ARTICLES,
      `SELECT NEW.jour, coalesce(l.produit_id, 0), l.quantite, l.total_ttc - coalesce(l.remise_ticket, 0), coalesce(l.total_ht, 0),
        coalesce(${COST}, 0), coalesce(iif(k.ligne_id IS NULL, 0, l.total_ht), 0)
      FROM lignes_vente l LEFT JOIN _couts_lignes k ON k.ligne_id = l.id WHERE ${GOODS}`,
    )
  }
    END;
    -- A ticket is paid before its payments, and what of it is outside VAT, are written.
    CREATE TRIGGER paiements_resumes AFTER INSERT ON paiements
    BEGIN${
    sum(
      MEANS,
      "SELECT v.jour, NEW.mode, NEW.montant - NEW.rendu FROM ventes v WHERE v.id = NEW.vente_id AND v.jour IS NOT NULL",
    )
  }
    END;
    CREATE TRIGGER ventes_hors_champ_resumees AFTER INSERT ON ventes_hors_champ
    BEGIN${sum(OUTSIDE, "SELECT v.jour, NEW.nature, 1, NEW.ttc FROM ventes v WHERE v.id = NEW.vente_id AND v.jour IS NOT NULL")}
    END;
  `,
};
