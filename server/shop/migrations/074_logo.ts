/** The shop's logo: dots for printers that print with heat, and the same as a picture, which receipts name by its hash. */
import type { Migration } from "../../database/application.ts";

export const logo: Migration = {
  name: "shop/074_logo",
  sql: `
    CREATE TABLE _logo (
      empreinte TEXT PRIMARY KEY NOT NULL REFERENCES _images (empreinte),
      -- Dots; as wide as the narrowest paper has.
      largeur INTEGER NOT NULL CHECK (largeur BETWEEN 8 AND 384 AND largeur % 8 = 0),
      hauteur INTEGER NOT NULL CHECK (hauteur BETWEEN 1 AND 384),
      -- A bit for each, from the left, row by row from the top; 1 is black.
      points BLOB NOT NULL CHECK (length(points) = largeur / 8 * hauteur)
    ) STRICT;
    ALTER TABLE boutique ADD COLUMN logo TEXT REFERENCES _images (empreinte);
  `,
};
