/** Pictures of articles: the bytes once, under their own hash, in a table that no journal and no socket carries; articles name the hash. */
import type { Migration } from "../../database/application.ts";

export const images: Migration = {
  name: "shop/053_images",
  sql: `
    CREATE TABLE _images (
      -- SHA-256 of the bytes, in hex: whoever asks by it may keep the answer for good.
      empreinte TEXT PRIMARY KEY,
      type TEXT NOT NULL CHECK (type IN ('image/webp', 'image/jpeg', 'image/png')),
      octets BLOB NOT NULL CHECK (length(octets) BETWEEN 1 AND 102400)
    ) STRICT;

    ALTER TABLE produits ADD COLUMN image TEXT REFERENCES _images (empreinte);
  `,
};
