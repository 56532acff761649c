/** Receipt printers, which till prints where, and what they are to print: kept, so that a power cut loses none and prints none twice. */
import type { Migration } from "../../database/application.ts";

/** Addresses of the shop's own network, as four numbers, and files of a cable. What is told apart here no better is refused when it is used. */
const ADDRESS = `(
        adresse NOT GLOB '*[^0-9.:]*' AND adresse GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*' AND adresse NOT GLOB '*.*.*.*.*'
        AND adresse NOT GLOB '*..*' AND length(adresse) <= 20
        AND (adresse GLOB '10.*' OR adresse GLOB '127.*' OR adresse GLOB '192.168.*'
          OR adresse GLOB '172.1[6-9].*' OR adresse GLOB '172.2[0-9].*' OR adresse GLOB '172.3[01].*')
        AND (adresse NOT GLOB '*:*' OR adresse GLOB '*.*[0-9]:910[1-9]')
      ) OR adresse GLOB '/dev/lp[0-9]' OR adresse GLOB '/dev/usb/lp[0-9]'`;

export const printers: Migration = {
  name: "shop/059_printers",
  sql: `
    CREATE TABLE imprimantes (
      id INTEGER PRIMARY KEY,
      nom TEXT NOT NULL UNIQUE CHECK (length(trim(nom)) BETWEEN 1 AND 40),
      -- One queue each: two rows of one printer would print across one another.
      adresse TEXT NOT NULL UNIQUE CONSTRAINT imprimantes_adresse CHECK (${ADDRESS}),
      -- Millimetres, and letters on a line.
      papier INTEGER NOT NULL DEFAULT 80 CHECK (papier IN (58, 80)),
      colonnes INTEGER NOT NULL DEFAULT 48 CHECK (colonnes BETWEEN 24 AND 64),
      -- Its number for Windows-1252, which differs per make.
      table_codes INTEGER NOT NULL DEFAULT 16 CHECK (table_codes BETWEEN 0 AND 255),
      -- It says how it is when it is asked.
      repond INTEGER NOT NULL DEFAULT 1 CHECK (repond IN (0, 1)),
      -- A drawer hangs on its cable.
      tiroir INTEGER NOT NULL DEFAULT 0 CHECK (tiroir IN (0, 1))
    ) STRICT;
    ALTER TABLE caisses ADD COLUMN imprimante_id INTEGER REFERENCES imprimantes (id);

    CREATE TABLE impressions (
      id INTEGER PRIMARY KEY,
      -- NULL once it is gone: that a receipt went to paper is known all the same.
      imprimante_id INTEGER REFERENCES imprimantes (id),
      -- The till that asked; NULL for the console.
      caisse TEXT,
      genre TEXT NOT NULL CHECK (genre IN ('essai', 'recu', 'duplicata', 'tiroir')),
      -- What it is called on the list of what was not printed.
      titre TEXT NOT NULL,
      vente_id TEXT,
      etat TEXT NOT NULL DEFAULT 'en_attente'
        CHECK (etat IN ('en_attente', 'envoyee', 'imprimee', 'refusee', 'inconnue', 'ecartee')),
      raison TEXT CHECK (raison IN ('absente', 'papier', 'capot', 'panne', 'hors_ligne', 'muette', 'coupure', 'perimee', 'fin_de_papier')),
      cree_le TEXT NOT NULL,
      fini_le TEXT
    ) STRICT;
    CREATE INDEX impressions_a_faire ON impressions (imprimante_id, id) WHERE etat = 'en_attente';
    CREATE INDEX impressions_envoyees ON impressions (id) WHERE etat = 'envoyee';
    -- The receipt itself is printed once.
    CREATE UNIQUE INDEX impressions_recu ON impressions (vente_id) WHERE genre = 'recu';
    -- What is to be printed, until it was: a receipt may hold a customer's name and a voucher's code.
    CREATE TABLE _impressions_documents (
      impression_id INTEGER PRIMARY KEY REFERENCES impressions (id) ON DELETE CASCADE,
      document TEXT NOT NULL
    ) STRICT;

    CREATE TRIGGER imprimantes_partent BEFORE DELETE ON imprimantes
    BEGIN
      UPDATE caisses SET imprimante_id = NULL WHERE imprimante_id = OLD.id;
      DELETE FROM impressions WHERE imprimante_id = OLD.id AND (genre NOT IN ('recu', 'reglement') OR etat IN ('en_attente', 'refusee'));
      UPDATE impressions SET imprimante_id = NULL WHERE imprimante_id = OLD.id;
    END;
  `,
};
