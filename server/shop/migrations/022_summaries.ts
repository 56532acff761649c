/**
 * What was sold, summed by the shop's days as it is paid, in the transaction that pays it: who looks at a day, or at a year
 * of them, walks no tickets. Practice has no day and is in none of it.
 *
 * An underscore keeps these tables out of everybody's SQL and out of the journal: all that they say can be summed anew.
 */
import type { Migration } from "../../database/application.ts";
import { ARTICLES, DAYS, MEANS, QUARTERS, sum as add } from "./summaries.ts";

/** What a ticket says of its day, as the columns of a summary begin; `v` names its row. */
const sumsOf = (v: string) =>
  `${v}.type = 'vente', ${v}.type = 'avoir', ${v}.total_ttc, iif(${v}.type = 'avoir', -${v}.total_ttc, 0)`;
const dayOf = (v: string) => `SELECT ${v}.jour, ${sumsOf(v)}, coalesce(${v}.total_ht, 0), coalesce(${v}.total_tva, 0)`;
const quarterOf = (v: string) =>
  `SELECT ${v}.jour, coalesce(unixepoch(${v}.payee_le), unixepoch(${v}.jour), 0) / 900, coalesce(${v}.caisse, ''),
        coalesce(${v}.vendeur_id, 0), coalesce(${v}.caissier_id, 0), ${sumsOf(v)}`;
const meansOf = (v: string, p: string) => `SELECT ${v}.jour, ${p}.mode, ${p}.montant - ${p}.rendu`;
const lineOf = (v: string) =>
  `SELECT ${v}.jour, coalesce(l.produit_id, 0), l.quantite, l.total_ttc - coalesce(l.remise_ticket, 0), coalesce(l.total_ht, 0)`;
/** Cents that a line cost the shop; the sign is the quantity's. */
const COST = "iif(l.quantite < 0, -1, 1) * ((abs(l.quantite) * k.cout_ht + 500) / 1000)";

/** What was sold so far; what it cost is not known. */
const COUNTED = "v.etat = 'payee' AND v.jour IS NOT NULL";
const SO_FAR = [
  add(DAYS, `${dayOf("v")}, 0, 0 FROM ventes v WHERE ${COUNTED}`),
  add(QUARTERS, `${quarterOf("v")} FROM ventes v WHERE ${COUNTED}`),
  add(MEANS, `${meansOf("v", "p")} FROM paiements p JOIN ventes v ON v.id = p.vente_id WHERE ${COUNTED}`),
  add(ARTICLES, `${lineOf("v")}, 0, 0 FROM ventes v JOIN lignes_vente l ON l.vente_id = v.id WHERE ${COUNTED}`),
].join("");

/** A ticket that is paid. What comes back takes with it what it cost when it was sold. */
const PAID = [
  `
      INSERT INTO _couts_lignes (ligne_id, cout_ht)
      SELECT l.id, iif(l.ligne_origine_id IS NULL, c.cout_ht, o.cout_ht) AS cout FROM lignes_vente l
      LEFT JOIN couts_produits c ON c.produit_id = l.produit_id LEFT JOIN _couts_lignes o ON o.ligne_id = l.ligne_origine_id
      WHERE l.vente_id = NEW.id AND cout IS NOT NULL;`,
  add(
    DAYS,
    `${dayOf("NEW")}, coalesce(sum(${COST}), 0), coalesce(sum(l.total_ht), 0)
      FROM lignes_vente l JOIN _couts_lignes k ON k.ligne_id = l.id WHERE l.vente_id = NEW.id`,
  ),
  add(QUARTERS, `${quarterOf("NEW")} WHERE true`),
  add(
    ARTICLES,
    `${lineOf("NEW")}, coalesce(${COST}, 0), coalesce(iif(k.ligne_id IS NULL, 0, l.total_ht), 0)
      FROM lignes_vente l LEFT JOIN _couts_lignes k ON k.ligne_id = l.id WHERE l.vente_id = NEW.id`,
  ),
].join("");
const PAYMENT = add(MEANS, `${meansOf("v", "NEW")} FROM ventes v WHERE v.id = NEW.vente_id AND v.jour IS NOT NULL`);

export const summaries: Migration = {
  name: "shop/022_summaries",
  sql: `
    CREATE TABLE _ventes_jours (
      jour TEXT PRIMARY KEY NOT NULL,
      tickets INTEGER NOT NULL,
      avoirs INTEGER NOT NULL,
      -- Cents, refunds taken off.
      ttc INTEGER NOT NULL,
      -- What was given back, without a sign.
      rembourse INTEGER NOT NULL,
      ht INTEGER NOT NULL,
      tva INTEGER NOT NULL,
      -- What the lines cost of which that is known, and what they were sold for without VAT.
      cout INTEGER NOT NULL,
      ht_couvert INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE _ventes_quarts (
      jour TEXT NOT NULL,
      -- Quarters of an hour since 1970: in every time zone an hour is four of them, on the days of its change too.
      quart INTEGER NOT NULL,
      caisse TEXT NOT NULL,
      vendeur_id INTEGER NOT NULL,
      caissier_id INTEGER NOT NULL,
      tickets INTEGER NOT NULL,
      avoirs INTEGER NOT NULL,
      ttc INTEGER NOT NULL,
      rembourse INTEGER NOT NULL,
      PRIMARY KEY (jour, quart, caisse, vendeur_id, caissier_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE _ventes_modes (
      jour TEXT NOT NULL,
      mode TEXT NOT NULL,
      -- Cents, change and what was given back taken off.
      montant INTEGER NOT NULL,
      PRIMARY KEY (jour, mode)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE _ventes_articles (
      jour TEXT NOT NULL,
      -- 0 for what is no article of the catalogue.
      produit_id INTEGER NOT NULL,
      quantite INTEGER NOT NULL,
      ttc INTEGER NOT NULL,
      ht INTEGER NOT NULL,
      cout INTEGER NOT NULL,
      ht_couvert INTEGER NOT NULL,
      PRIMARY KEY (jour, produit_id)
    ) STRICT, WITHOUT ROWID;

    -- What one unit of a line cost when it was sold. Apart from the line, which every till reads, and which is signed.
    CREATE TABLE _couts_lignes (
      -- A line that is paid stays: a foreign key would be looked up with every line that goes.
      ligne_id TEXT PRIMARY KEY NOT NULL,
      cout_ht INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What runs out is found without a walk through the catalogue.
    CREATE INDEX produits_stock ON produits (stock) WHERE suivi_stock = 1 AND actif = 1;
    ${SO_FAR}

    CREATE TRIGGER ventes_resumees AFTER UPDATE OF etat ON ventes
    WHEN NEW.etat = 'payee' AND OLD.etat <> 'payee' AND NEW.jour IS NOT NULL
    BEGIN${PAID}
    END;

    -- A ticket is paid before its payments are written.
    CREATE TRIGGER paiements_resumes AFTER INSERT ON paiements
    BEGIN${PAYMENT}
    END;
  `,
};
