/** VAT by territory: its rates are data, so that a new national rate needs no new release, and an article's is one of them. */
import type { Migration } from "../../database/application.ts";
import { RATES } from "./patterns.ts";

/** As they are in November 2026, in basis points. What the law of a territory has no rate for is told as 0. */
const PRESENT: Readonly<Record<string, readonly (readonly [rate: number, label: string])[]>> = {
  metropole: [[2000, "Taux normal"], [1000, "Taux intermédiaire"], [550, "Taux réduit"], [210, "Taux particulier"]],
  corse: [
    [2000, "Taux normal"],
    [1300, "Taux particulier (13 %)"],
    [1000, "Taux intermédiaire"],
    [550, "Taux réduit"],
    [210, "Taux particulier (2,1 %)"],
    [90, "Taux particulier (0,9 %)"],
  ],
  antilles_reunion: [
    [850, "Taux normal"],
    [210, "Taux réduit"],
    [175, "Taux particulier (1,75 %)"],
    [105, "Taux particulier (1,05 %)"],
  ],
  guyane_mayotte: [],
  franchise: [],
};
const NONE: Readonly<Record<string, string>> = { guyane_mayotte: "Sans TVA", franchise: "TVA non applicable" };

const rows = Object.entries(PRESENT).flatMap(([territory, rates]) =>
  [...rates, [0, NONE[territory] ?? "Exonéré"] as const].map(([rate, label]) => `('${territory}', ${rate}, '${label}')`)
);

const DATE = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'";

/** A rate of the shop's territory that is in force, by some calendar of the world: the shop's own may be ahead of UTC's. */
const IN_FORCE = `t.territoire = (SELECT territoire FROM boutique)
        AND coalesce(t.depuis <= date('now', '+14 hours'), 1) AND coalesce(t.jusqua >= date('now', '-12 hours'), 1)`;

/** Looked at afterwards, when it is sure to be a number. An article keeps the rate that it has. */
const judged = (name: string, event: string, when: string) => `
    CREATE TRIGGER produits_tva_${name} AFTER ${event} ON produits${when}
    BEGIN
      SELECT raise(ABORT, 'rule:vat_rate_unknown '
        || (SELECT group_concat(replace(printf('%g', taux / 100.0), '.', ',') || ' %', ', ' ORDER BY taux) FROM taux_tva t WHERE ${IN_FORCE}))
      WHERE NOT EXISTS (SELECT 1 FROM taux_tva t WHERE t.taux = NEW.tva AND ${IN_FORCE});
    END;`;

export const vatRates: Migration = {
  name: "shop/032_vat_rates",
  lifts: { produits: `CHECK (tva IN ${RATES})`, lignes_vente: `CHECK (tva IN ${RATES})` },
  sql: `
    -- Where the shop stands for VAT, or that it has none by its size.
    ALTER TABLE boutique ADD COLUMN territoire TEXT NOT NULL DEFAULT 'metropole'
      CHECK (territoire IN (${Object.keys(PRESENT).map((name) => `'${name}'`).join(", ")}));
    CREATE TABLE taux_tva (
      territoire TEXT NOT NULL,
      -- Basis points.
      taux INTEGER NOT NULL CHECK (taux BETWEEN 0 AND 10000),
      libelle TEXT NOT NULL CHECK (length(trim(libelle)) BETWEEN 1 AND 100),
      -- Its first and its last day; NULL where it has none.
      depuis TEXT CHECK (depuis GLOB ${DATE}),
      jusqua TEXT CHECK (jusqua GLOB ${DATE}),
      PRIMARY KEY (territoire, taux),
      CONSTRAINT taux_tva_dates CHECK (depuis IS NULL OR jusqua IS NULL OR depuis <= jusqua)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO taux_tva (territoire, taux, libelle) VALUES
      ${rows.join(",\n      ")};
    ${judged("ajout", "INSERT", "")}
    ${judged("change", "UPDATE OF tva", " WHEN NEW.tva <> OLD.tva")}
  `,
};
