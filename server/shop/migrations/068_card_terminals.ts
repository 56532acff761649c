/** Card terminals: which till has which, and what each was asked for. Kept before the first byte leaves, so that no power cut takes money twice or loses what was taken. */
import type { Migration } from "../../database/application.ts";
import { UUID } from "./patterns.ts";

/** Four numbers of a private network, written in one way. What is told apart here no better is refused when it is used. */
const ADDRESS = `terminal_adresse NOT GLOB '*[^0-9.]*' AND terminal_adresse GLOB '[0-9]*.[0-9]*.[0-9]*.[0-9]*'
      AND terminal_adresse NOT GLOB '*.*.*.*.*' AND terminal_adresse NOT GLOB '*..*' AND length(terminal_adresse) <= 15
      AND terminal_adresse NOT GLOB '0[0-9]*' AND terminal_adresse NOT GLOB '*.0[0-9]*'
      AND (terminal_adresse GLOB '10.*' OR terminal_adresse GLOB '127.*' OR terminal_adresse GLOB '192.168.*'
        OR terminal_adresse GLOB '172.1[6-9].*' OR terminal_adresse GLOB '172.2[0-9].*' OR terminal_adresse GLOB '172.3[01].*')`;

/** Nobody knows yet, or at all, whether money moved. */
const OPEN = "('demandee', 'envoyee', 'inconnue')";

export const cardTerminals: Migration = {
  name: "shop/068_card_terminals",
  sql: `
    -- NULL: cards are taken by hand.
    ALTER TABLE caisses ADD COLUMN terminal_adresse TEXT CONSTRAINT caisses_terminal_adresse CHECK (${ADDRESS});
    ALTER TABLE caisses ADD COLUMN terminal_port INTEGER NOT NULL DEFAULT 8888
      CONSTRAINT caisses_terminal_port CHECK (terminal_port BETWEEN 1024 AND 65535);
    -- By what the terminal knows the till.
    ALTER TABLE caisses ADD COLUMN terminal_identifiant TEXT NOT NULL DEFAULT '012345678901'
      CONSTRAINT caisses_terminal_identifiant CHECK (length(terminal_identifiant) = 12 AND terminal_identifiant NOT GLOB '*[^0-9]*');

    CREATE TABLE operations_carte (
      id TEXT PRIMARY KEY NOT NULL CONSTRAINT operations_carte_id_uuid CHECK (id GLOB '${UUID}'),
      genre TEXT NOT NULL CHECK (genre IN ('paiement', 'credit', 'annulation', 'essai')),
      caisse TEXT NOT NULL REFERENCES caisses (nom),
      -- The ticket that is paid, or the paid one that is refunded; NULL for a terminal that is tried out.
      vente_id TEXT REFERENCES ventes (id),
      -- The payment that goes back while its ticket is not paid.
      origine_id TEXT REFERENCES operations_carte (id),
      -- Cents that were asked for.
      montant INTEGER NOT NULL CHECK (montant > 0 OR genre = 'essai'),
      -- Where it went, whatever becomes of the till's settings.
      adresse TEXT NOT NULL,
      port INTEGER NOT NULL,
      identifiant TEXT NOT NULL,
      motif TEXT CHECK (length(motif) <= 500),
      etat TEXT NOT NULL DEFAULT 'demandee' CHECK (etat IN ('demandee', 'envoyee', 'acceptee', 'refusee', 'inconnue')),
      raison TEXT,
      -- Cents that moved.
      accepte INTEGER CHECK (accepte > 0),
      mode TEXT NOT NULL DEFAULT 'carte' CHECK (mode IN ('carte', 'titre_restaurant')),
      autorisation TEXT CHECK (length(autorisation) <= 12),
      -- The last four digits, and nothing else of it anywhere.
      carte TEXT CHECK (carte GLOB '[0-9][0-9][0-9][0-9]'),
      par_id INTEGER NOT NULL REFERENCES equipe (id),
      cree_le TEXT NOT NULL,
      fini_le TEXT,
      -- Who looked at the terminal and said what it was, where nobody knew.
      reglee_par_id INTEGER REFERENCES equipe (id),
      reglee_le TEXT,
      CHECK ((genre = 'essai') = (vente_id IS NULL)),
      CHECK (genre = 'essai' OR (etat = 'acceptee') = (accepte IS NOT NULL)),
      CHECK ((genre = 'annulation' OR genre = 'credit') >= (origine_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX operations_carte_vente ON operations_carte (vente_id);
    CREATE INDEX operations_carte_chiffres ON operations_carte (carte) WHERE carte IS NOT NULL;
    CREATE INDEX operations_carte_origine ON operations_carte (origine_id) WHERE origine_id IS NOT NULL;
    CREATE INDEX operations_carte_credits ON operations_carte (caisse) WHERE genre = 'credit' AND origine_id IS NULL;
    CREATE INDEX operations_carte_essais ON operations_carte (caisse, cree_le) WHERE genre = 'essai';
    CREATE INDEX operations_carte_caisse ON operations_carte (caisse, cree_le) WHERE etat IN ${OPEN};
    -- Whatever a program forgets: no second attempt for a ticket before the first is known, and one conversation at a terminal.
    CREATE UNIQUE INDEX operations_carte_une ON operations_carte (vente_id) WHERE etat IN ${OPEN};
    CREATE UNIQUE INDEX operations_carte_terminal ON operations_carte (adresse, port) WHERE etat IN ('demandee', 'envoyee');

    CREATE TRIGGER operations_carte_changent BEFORE UPDATE ON operations_carte
    WHEN OLD.etat IN ('acceptee', 'refusee')
      OR (NEW.id, NEW.genre, NEW.caisse, NEW.vente_id, NEW.origine_id, NEW.montant, NEW.adresse, NEW.port, NEW.par_id, NEW.cree_le)
      IS NOT (OLD.id, OLD.genre, OLD.caisse, OLD.vente_id, OLD.origine_id, OLD.montant, OLD.adresse, OLD.port, OLD.par_id, OLD.cree_le)
    BEGIN SELECT raise(ABORT, 'rule:card_operation_fixed'); END;
    CREATE TRIGGER operations_carte_restent BEFORE DELETE ON operations_carte WHEN OLD.genre <> 'essai'
    BEGIN SELECT raise(ABORT, 'rule:card_operation_kept'); END;
    -- By whatever road: a ticket of which money may be on its way goes nowhere.
    CREATE TRIGGER ventes_carte_en_cours BEFORE UPDATE OF etat ON ventes
    WHEN NEW.etat <> OLD.etat AND NEW.etat <> 'en_caisse'
      AND EXISTS (SELECT 1 FROM operations_carte WHERE vente_id = OLD.id AND etat IN ${OPEN})
    BEGIN SELECT raise(ABORT, 'rule:ticket_card_open'); END;

    -- What the terminal did counts once.
    ALTER TABLE paiements ADD COLUMN operation_id TEXT REFERENCES operations_carte (id);
    CREATE UNIQUE INDEX paiements_operation ON paiements (operation_id) WHERE operation_id IS NOT NULL;
  `,
};
