/** Codes of articles as a scanner sends them: no blanks around, no spreadsheet's spelling, no wrong check digit, no second spelling of another's. */
import type { Migration } from "../../database/application.ts";

/** What nobody sees around a code: blanks, line ends, the no-break space, the zero-width space and the byte order mark. */
const BLANKS = `char(${[9, 10, 11, 12, 13, 32, 160, 8203, 65279].join(", ")})`;

const TRIMMED = `trim(NEW.code_barres, ${BLANKS})`;

/** Twelve digits (UPC-A) are an EAN-13 with a nought before it. */
const THIRTEEN = "substr('0' || NEW.code_barres, -13)";

const WEIGHED = Array.from({ length: 12 }, (_, at) => `substr(${THIRTEEN}, ${at + 1}, 1) * ${at % 2 === 0 ? 1 : 3}`).join(" + ");

/** The same code with one digit less or more; NULL where there is none. */
const TWIN = `CASE length(NEW.code_barres) WHEN 12 THEN '0' || NEW.code_barres
      WHEN 13 THEN CASE WHEN NEW.code_barres GLOB '0*' THEN substr(NEW.code_barres, 2) END END`;

/** Judged as it is stored: a code with blanks around is judged when they are off. */
const judged = (event: string) => `
    CREATE TRIGGER produits_code_${event === "INSERT" ? "ajout" : "change"} AFTER ${event} ON produits
    WHEN NEW.code_barres = ${TRIMMED}
    BEGIN
      SELECT raise(ABORT, 'rule:code_spreadsheet')
      WHERE NEW.code_barres GLOB '[0-9]*[.,]*[eE][+-][0-9]*' OR NEW.code_barres GLOB '[0-9]*[eE]+[0-9]*';
      SELECT raise(ABORT, 'rule:code_check_digit')
      WHERE NEW.code_barres NOT GLOB '*[^0-9]*' AND length(NEW.code_barres) IN (12, 13)
        AND (10 - (${WEIGHED}) % 10) % 10 <> CAST(substr(NEW.code_barres, -1) AS INTEGER);
      SELECT raise(ABORT, 'rule:code_twin ' || (SELECT libelle FROM produits WHERE code_barres = ${TWIN}))
      WHERE NEW.code_barres NOT GLOB '*[^0-9]*' AND EXISTS (SELECT 1 FROM produits WHERE code_barres = ${TWIN});
    END;`;

const trimmed = (event: string) => `
    CREATE TRIGGER produits_code_${event === "INSERT" ? "ajoute" : "change"}_sans_blancs AFTER ${event} ON produits
    WHEN NEW.code_barres <> ${TRIMMED}
    BEGIN
      SELECT raise(ABORT, 'rule:code_blank') WHERE ${TRIMMED} = '';
      UPDATE produits SET code_barres = ${TRIMMED} WHERE id = NEW.id;
    END;`;

export const codes: Migration = {
  name: "shop/011_codes",
  // What is stored already loses its blanks too; where that would be another's code, the owner must choose.
  sql: `
    UPDATE OR IGNORE produits SET code_barres = trim(code_barres, ${BLANKS})
    WHERE code_barres <> trim(code_barres, ${BLANKS}) AND trim(code_barres, ${BLANKS}) <> '';` +
    ["INSERT", "UPDATE OF code_barres"].map((event) => trimmed(event) + judged(event)).join(""),
};
