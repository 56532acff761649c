/**
 * Further codes of an article, and packs of it; and what a code is, wherever one is kept: as a scanner sends it, no
 * spreadsheet's spelling, no wrong check digit, and nobody else's in either spelling.
 */
import type { Migration } from "../../database/application.ts";

const characters = (...codes: readonly number[]) => `char(${codes.join(", ")})`;

/** What nobody sees: tabs, line ends, blanks that are none, marks of direction and of byte order. No scanner sends one. */
const UNSEEN = [9, 10, 11, 12, 13, 133, 160, 8203, 8204, 8205, 8206, 8207, 8234, 8235, 8236, 8237, 8238, 8239, 8288, 65279];
const BLANKS = characters(32, ...UNSEEN);

interface Place {
  readonly table: string;
  readonly column: string;
  /** Its key, by which the row is found again. */
  readonly key: string;
}
const OWN: Place = { table: "produits", column: "code_barres", key: "id" };
const FURTHER: Place = { table: "codes_produits", column: "code", key: "code" };

/** Whose a code is, wherever it is kept: `name` is the article's. */
const holder = (code: string) =>
  `(
        SELECT libelle AS name FROM produits WHERE code_barres = ${code}
        UNION ALL SELECT libelle FROM codes_produits c JOIN produits p ON p.id = c.produit_id WHERE c.code = ${code})`;

/** What a stored code must not be; `code` has no blanks around. */
function broken(code: string): string {
  const digits = `${code} NOT GLOB '*[^0-9]*'`;
  // Twelve digits (UPC-A) are an EAN-13 with a nought before it.
  const thirteen = `substr('0' || ${code}, -13)`;
  const weighed = Array.from({ length: 12 }, (_, at) => `substr(${thirteen}, ${at + 1}, 1) * ${at % 2 === 0 ? 1 : 3}`).join(
    " + ",
  );
  const twin = `CASE length(${code}) WHEN 12 THEN '0' || ${code}
        WHEN 13 THEN CASE WHEN ${code} GLOB '0*' THEN substr(${code}, 2) END END`;
  return `
      SELECT raise(ABORT, 'rule:code_spreadsheet')
      WHERE ${code} GLOB '[0-9]*[.,]*[eE][+-][0-9]*' OR ${code} GLOB '[0-9]*[eE]+[0-9]*'
        OR ${code} GLOB '="*' OR ${code} GLOB '''[0-9]*'
        OR (rtrim(${code}, '0') GLOB '????????*[.,]' AND ${code} NOT GLOB '*[^0-9.,]*');
      SELECT raise(ABORT, 'rule:code_inner_blank')
      WHERE ${code} GLOB '*[' || ${characters(...UNSEEN)} || ']*'
        OR (${code} GLOB '* *' AND ${code} NOT GLOB '*[^0-9 ]*' AND length(replace(${code}, ' ', '')) IN (8, 12, 13, 14));
      SELECT raise(ABORT, 'rule:code_check_digit')
      WHERE ${digits} AND length(${code}) IN (12, 13)
        AND (10 - (${weighed}) % 10) % 10 <> CAST(substr(${code}, -1) AS INTEGER);
      SELECT raise(ABORT, 'rule:code_twin ' || name) FROM ${holder(`(${twin})`)} WHERE ${digits};`;
}

/** A code with blanks around is judged when they are off. The other place cannot be UNIQUE with this one: it is looked at. */
function judged({ table, column, key }: Place, elsewhere: Place): string {
  const code = `NEW.${column}`;
  const trimmed = `trim(${code}, ${BLANKS})`;
  const other = elsewhere === OWN
    ? "produits WHERE code_barres"
    : "codes_produits c JOIN produits p ON p.id = c.produit_id WHERE c.code";
  return [["ajout", "INSERT"], ["change", `UPDATE OF ${column}`]].map(([name, event]) => `
    CREATE TRIGGER ${table}_code_${name} AFTER ${event} ON ${table} WHEN ${code} = ${trimmed}
    BEGIN${broken(code)}
      SELECT raise(ABORT, 'rule:code_taken ' || libelle) FROM ${other} = ${code};
    END;
    CREATE TRIGGER ${table}_code_${name}_sans_blancs AFTER ${event} ON ${table} WHEN ${code} <> ${trimmed}
    BEGIN
      SELECT raise(ABORT, 'rule:code_blank') WHERE ${trimmed} = '';
      UPDATE ${table} SET ${column} = ${trimmed} WHERE ${key} = NEW.${key};
    END;`).join("");
}

/** A change of its codes is a change of its article: whoever follows articles has their codes with them. */
const told = (event: string, article: string) => `
    CREATE TRIGGER codes_produits_${event.toLowerCase()} AFTER ${event} ON codes_produits
    BEGIN
      UPDATE produits SET modifie_le = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id IN (${article});
    END;`;

export const productCodes: Migration = {
  name: "shop/019_product_codes",
  sql: `
    CREATE TABLE codes_produits (
      code TEXT PRIMARY KEY NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
      produit_id INTEGER NOT NULL REFERENCES produits (id) ON DELETE CASCADE,
      -- Thousandths of the article that one scan stands for: 6000 for a pack of six.
      quantite INTEGER NOT NULL DEFAULT 1000 CHECK (quantite BETWEEN 1 AND 9999000)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX codes_produits_par_produit ON codes_produits (produit_id);
    DROP TRIGGER produits_code_ajout;
    DROP TRIGGER produits_code_change;
    DROP TRIGGER produits_code_ajoute_sans_blancs;
    DROP TRIGGER produits_code_change_sans_blancs;` +
    judged(OWN, FURTHER) + judged(FURTHER, OWN) +
    told("INSERT", "NEW.produit_id") + told("UPDATE", "OLD.produit_id, NEW.produit_id") + told("DELETE", "OLD.produit_id"),
};
