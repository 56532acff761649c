/** What the report of sales to consumers depends on: the shop's VAT scheme, what it sells, and by which platform it reports. */
import type { Migration } from "../../database/application.ts";

export const ereporting: Migration = {
  name: "shop/044_ereporting",
  sql: `
    ALTER TABLE boutique ADD COLUMN regime_tva TEXT NOT NULL DEFAULT 'reel_mensuel'
      CHECK (regime_tva IN ('reel_mensuel', 'reel_trimestriel', 'simplifie', 'franchise'));
    -- Goods or services: the category of what is taxable.
    ALTER TABLE boutique ADD COLUMN activite TEXT NOT NULL DEFAULT 'biens' CHECK (activite IN ('biens', 'services'));
    -- Of the platform that makes and sends the report ("plateforme agréée"); '' while there is none.
    ALTER TABLE boutique ADD COLUMN matricule_pa TEXT NOT NULL DEFAULT ''
      CONSTRAINT boutique_matricule_pa CHECK (matricule_pa = '' OR (length(matricule_pa) = 4 AND matricule_pa NOT GLOB '*[^0-9A-Z]*'));
  `,
};
