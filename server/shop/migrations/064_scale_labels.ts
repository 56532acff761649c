/**
 * Labels of scales: the shop's patterns, and lines that were sold by one. A label's price is its line's total, to the cent: grams made
 * of it and priced again would differ from what the customer reads on every second packet.
 */
import type { Migration } from "../../database/application.ts";

const count = (letter: string) => `(length(modele) - length(replace(modele, '${letter}', '')))`;
/** All of a letter stand together. */
const together = (letter: string) => `instr(modele, substr('${letter.repeat(13)}', 1, ${count(letter)})) > 0`;
const letter = `iif(instr(modele, 'W') > 0, 'W', iif(instr(modele, 'P') > 0, 'P', 'F'))`;
const value = `(length(modele) - length(replace(modele, ${letter}, '')))`;
/** The same as `patternFault` in shared/scale_labels.ts. */
const POSSIBLE = `length(modele) = 13 AND modele NOT GLOB '*[^0-9IWPFVC]*' AND instr(modele, 'C') = 13
        AND (modele GLOB '2[0-9]*' OR modele GLOB '02*')
        AND ${count("I")} BETWEEN 3 AND 6 AND ${together("I")}
        AND (${count("W")} > 0) + (${count("P")} > 0) + (${count("F")} > 0) = 1
        AND ${value} BETWEEN 4 AND 6 AND instr(modele, substr(replace('0000000000000', '0', ${letter}), 1, ${value})) > 0
        AND (${count("V")} = 0 OR (${count("V")} = 1 AND ${value} <= 5
          AND instr(modele, 'V' || substr(replace('0000000000000', '0', ${letter}), 1, ${value})) > 0))`;
const digits = [..."IWPFVC"].reduce((pattern, letter) => `replace(${pattern}, '${letter}', '[0-9]')`, "modele");

/** A code that is a label's is no article's: one of both would be sold as the other. */
const noLabel = (table: string, column: string) =>
  [["ajout", "INSERT"], ["change", `UPDATE OF ${column}`]].map(([name, event]) => `
    CREATE TRIGGER ${table}_etiquette_${name} AFTER ${event} ON ${table} WHEN length(NEW.${column}) = 13
    BEGIN
      SELECT raise(ABORT, 'rule:code_is_label ' || modele) FROM modeles_etiquettes WHERE NEW.${column} GLOB forme;
    END;`).join("");

/** Whether a line is what its label says: the article by its number, with or without its noughts, and the price. */
const SAID = `
        SELECT 1 FROM modeles_etiquettes m, (SELECT NEW.etiquette AS code)
        WHERE code GLOB m.forme AND m.genre = 'prix'
          AND (NEW.quantite * NEW.prix_unitaire_ttc + 500) / 1000 = CAST(round(substr(code, m.valeur_a, m.valeur_n) / m.diviseur) AS INTEGER)
          AND EXISTS (
            SELECT 1 FROM (SELECT code_barres AS c FROM produits WHERE id = NEW.produit_id
              UNION ALL SELECT c.code FROM codes_produits c WHERE c.produit_id = NEW.produit_id)
            WHERE c = substr(code, m.article_a, m.article_n) OR c = ltrim(substr(code, m.article_a, m.article_n), '0'))`;

export const scaleLabels: Migration = {
  name: "shop/064_scale_labels",
  sql: `
    CREATE TABLE modeles_etiquettes (
      -- I article, W grams, P cents, F hundredths of francs, V check digit of the value, C of the whole.
      modele TEXT PRIMARY KEY NOT NULL CONSTRAINT modeles_etiquettes_modele CHECK (${POSSIBLE}),
      forme TEXT GENERATED ALWAYS AS (${digits}) VIRTUAL,
      genre TEXT GENERATED ALWAYS AS (iif(instr(modele, 'W') > 0, 'poids', 'prix')) VIRTUAL,
      article_a INTEGER GENERATED ALWAYS AS (instr(modele, 'I')) VIRTUAL,
      article_n INTEGER GENERATED ALWAYS AS (${count("I")}) VIRTUAL,
      valeur_a INTEGER GENERATED ALWAYS AS (instr(modele, ${letter})) VIRTUAL,
      valeur_n INTEGER GENERATED ALWAYS AS (${value}) VIRTUAL,
      diviseur REAL GENERATED ALWAYS AS (iif(instr(modele, 'F') > 0, 6.55957, 1.0)) VIRTUAL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER modeles_etiquettes_codes AFTER INSERT ON modeles_etiquettes
    BEGIN
      SELECT raise(ABORT, 'rule:label_is_code ' || libelle) FROM produits WHERE code_barres GLOB NEW.forme;
      SELECT raise(ABORT, 'rule:label_is_code ' || p.libelle)
      FROM codes_produits c JOIN produits p ON p.id = c.produit_id WHERE c.code GLOB NEW.forme;
    END;
    CREATE TRIGGER modeles_etiquettes_fixes BEFORE UPDATE ON modeles_etiquettes
    BEGIN SELECT raise(ABORT, 'rule:label_pattern_fixed'); END;
    ${noLabel("produits", "code_barres")}${noLabel("codes_produits", "code")}

    -- The label that a line was sold by, as it was scanned.
    ALTER TABLE lignes_vente ADD COLUMN etiquette TEXT
      CONSTRAINT lignes_vente_etiquette CHECK (length(etiquette) = 13 AND etiquette NOT GLOB '*[^0-9]*');
    CREATE TRIGGER lignes_vente_etiquette_dit BEFORE INSERT ON lignes_vente WHEN NEW.etiquette IS NOT NULL
    BEGIN
      SELECT raise(ABORT, 'rule:label_mismatch') WHERE NEW.prix_unitaire_ttc IS NULL OR NOT EXISTS (${SAID});
    END;
    -- A null is the business of who completes the line, or of what keeps its price.
    CREATE TRIGGER lignes_vente_etiquette_prix BEFORE UPDATE OF prix_unitaire_ttc, quantite ON lignes_vente
    WHEN OLD.etiquette IS NOT NULL AND (NEW.prix_unitaire_ttc <> OLD.prix_unitaire_ttc OR NEW.quantite <> OLD.quantite)
    BEGIN SELECT raise(ABORT, 'rule:label_price_fixed'); END;
    -- The price of a label was said, as an open one is; whatever completes the line has no other word on it.
    CREATE TRIGGER lignes_vente_etiquette_libre AFTER INSERT ON lignes_vente WHEN NEW.etiquette IS NOT NULL
    BEGIN UPDATE lignes_vente SET prix_libre = 1 WHERE id = NEW.id; END;
    CREATE TRIGGER lignes_vente_etiquette_reste_libre AFTER UPDATE OF prix_libre ON lignes_vente
    WHEN NEW.etiquette IS NOT NULL AND NEW.prix_libre = 0
    BEGIN UPDATE lignes_vente SET prix_libre = 1 WHERE id = NEW.id; END;
  `,
};
