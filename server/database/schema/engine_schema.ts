/** The engine's own tables, as an append-only list of migrations. Names start with an underscore. */
import type { Migration } from "../application.ts";

export const ENGINE_MIGRATIONS: readonly Migration[] = [
  {
    name: "engine/001_tables",
    sql: `
      CREATE TABLE _meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

      CREATE TABLE _users (
        id INTEGER PRIMARY KEY,
        username TEXT NOT NULL,
        username_folded TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('administrateur', 'caisse', 'vendeur')),
        password_hash TEXT NOT NULL,
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE _sessions (
        id_hash TEXT PRIMARY KEY NOT NULL,
        public_id TEXT NOT NULL UNIQUE,
        user_id INTEGER NOT NULL REFERENCES _users (id),
        mode TEXT NOT NULL CHECK (mode IN ('server', 'client')),
        address TEXT,
        device TEXT,
        created_at TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        ended_at TEXT,
        end_reason TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX _sessions_open ON _sessions (user_id) WHERE ended_at IS NULL;

      CREATE TABLE _journal (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        user_id INTEGER,
        username TEXT NOT NULL,
        role TEXT,
        mode TEXT NOT NULL,
        address TEXT,
        session_id TEXT,
        tables TEXT NOT NULL,
        content TEXT NOT NULL,
        hash TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER _journal_keeps_update BEFORE UPDATE ON _journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER _journal_keeps_delete BEFORE DELETE ON _journal BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;

      CREATE TABLE _salts (
        table_name TEXT NOT NULL,
        row_key TEXT NOT NULL,
        salt TEXT NOT NULL,
        PRIMARY KEY (table_name, row_key)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE _idempotency (
        user_id INTEGER NOT NULL,
        key TEXT NOT NULL,
        request_hash TEXT NOT NULL,
        answer TEXT NOT NULL,
        created_at TEXT NOT NULL,
        PRIMARY KEY (user_id, key)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX _idempotency_age ON _idempotency (created_at);
    `,
  },
  {
    name: "engine/002_kept_answers",
    sql: `
      -- Rows with personal fields that the request touched, or may tell of, each on a line: NULL for most.
      ALTER TABLE _idempotency ADD COLUMN names TEXT;
      CREATE INDEX _idempotency_names ON _idempotency (user_id) WHERE names IS NOT NULL;
      -- Of answers kept before this nobody knows: emptied with the first who is forgotten.
      UPDATE _idempotency SET names = '*' WHERE instr(answer, '"rows":[{');
    `,
  },
  {
    name: "engine/003_journal_index",
    sql: `
      -- Clustered by the row, whose keys come about in order: a hash of them would touch a page of its own for each row.
      CREATE TABLE _journal_rows (
        table_name TEXT NOT NULL,
        row_key ANY NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (table_name, row_key, seq)
      ) STRICT, WITHOUT ROWID;
      -- What long records told, without the rows themselves.
      CREATE TABLE _journal_frames (
        seq INTEGER PRIMARY KEY,
        row_count INTEGER NOT NULL,
        changes TEXT NOT NULL
      ) STRICT;
      CREATE INDEX _journal_kinds ON _journal (kind) WHERE kind <> 'write';

      INSERT OR IGNORE INTO _journal_rows (table_name, row_key, seq)
        SELECT c.value ->> 'table', (
          SELECT CASE WHEN count(*) = 1 AND max(atom) IS NOT NULL THEN max(atom) ELSE c.value -> 'key' END
          FROM json_each(c.value, '$.key')), seq
        FROM _journal, json_each(iif(json_valid(content), content, '{}'), '$.changes') c WHERE tables <> '';
      INSERT INTO _journal_frames (seq, row_count, changes)
        SELECT seq, count(*), CASE WHEN count(*) > 1000 THEN '[]' ELSE
          json_group_array(json_object('table', c.value ->> 'table', 'op', c.value ->> 'op', 'key', json(c.value -> 'key')) ORDER BY c.id) END
        FROM _journal, json_each(iif(json_valid(content), content, '{}'), '$.changes') c WHERE tables <> '' AND octet_length(content) > 8192 GROUP BY seq;
    `,
  },
  {
    name: "engine/004_kept_routes",
    sql: `
      -- Method and path of the request: what a key is still bound to when its answer is forgotten. NULL before this.
      ALTER TABLE _idempotency ADD COLUMN route TEXT;
      -- Of a long answer: long ones are bounded in all. NULL for most.
      ALTER TABLE _idempotency ADD COLUMN bytes INTEGER;
      CREATE INDEX _idempotency_long ON _idempotency (user_id, created_at, bytes) WHERE bytes IS NOT NULL;
      UPDATE _idempotency SET bytes = octet_length(answer) WHERE octet_length(answer) > 4096;
    `,
  },
  {
    name: "engine/005_api_tokens",
    sql: `
      CREATE TABLE _api_tokens (
        id INTEGER PRIMARY KEY,
        public_id TEXT NOT NULL UNIQUE,
        -- Of what is shown, which nobody keeps.
        hash TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        scopes TEXT NOT NULL CHECK (json_valid(scopes)),
        created_at TEXT NOT NULL,
        created_by TEXT NOT NULL,
        used_at TEXT,
        revoked_at TEXT
      ) STRICT;
    `,
  },
  {
    name: "engine/006_pins",
    sql: `
      CREATE TABLE _pins (
        user_id INTEGER PRIMARY KEY REFERENCES _users (id),
        pin_hash TEXT NOT NULL,
        -- Tries since the last right one.
        failures INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      -- Where PINs may be used: the application's name of a device, who opened it by password, and until when.
      CREATE TABLE _pin_devices (
        device TEXT PRIMARY KEY NOT NULL,
        opened_by INTEGER NOT NULL REFERENCES _users (id),
        until TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
      -- 1: begun by PIN, and therefore short.
      ALTER TABLE _sessions ADD COLUMN by_pin INTEGER NOT NULL DEFAULT 0;
    `,
  },
  {
    name: "engine/007_journal_people",
    sql: `
      -- In which stretches of 64 records somebody's are: whoever is seldom is found without a walk past all the others'.
      CREATE TABLE _journal_people (
        user_id INTEGER NOT NULL,
        stretch INTEGER NOT NULL,
        PRIMARY KEY (user_id, stretch)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO _journal_people (user_id, stretch) SELECT DISTINCT user_id, seq >> 6 FROM _journal WHERE user_id IS NOT NULL;
    `,
  },
  {
    name: "engine/012_kept_answers_in_order",
    sql: `
      -- Of a row of 1.5 KB in a table without rowid most stands on a page of its own, two thirds of it empty, at a random key's place.
      ALTER TABLE _idempotency RENAME TO _idempotency_by_key;
      CREATE TABLE _idempotency (
        user_id INTEGER NOT NULL,
        key TEXT NOT NULL,
        request_hash TEXT NOT NULL,
        answer TEXT NOT NULL,
        created_at TEXT NOT NULL,
        names TEXT,
        route TEXT,
        bytes INTEGER,
        PRIMARY KEY (user_id, key)
      ) STRICT;
      INSERT INTO _idempotency (user_id, key, request_hash, answer, created_at, names, route, bytes)
        SELECT user_id, key, request_hash, answer, created_at, names, route, bytes FROM _idempotency_by_key ORDER BY created_at;
      DROP TABLE _idempotency_by_key;
      CREATE INDEX _idempotency_age ON _idempotency (created_at);
      CREATE INDEX _idempotency_names ON _idempotency (user_id) WHERE names IS NOT NULL;
      CREATE INDEX _idempotency_long ON _idempotency (user_id, created_at, bytes) WHERE bytes IS NOT NULL;
    `,
  },
  {
    name: "engine/013_journal_seals",
    sql: `
      -- Which records stand in sealed files of their own: a record of the journal says the same of each.
      CREATE TABLE _journal_seals (
        name TEXT PRIMARY KEY NOT NULL,
        year INTEGER NOT NULL UNIQUE,
        first_seq INTEGER NOT NULL UNIQUE,
        last_seq INTEGER NOT NULL CHECK (last_seq >= first_seq),
        previous_hash TEXT NOT NULL,
        last_hash TEXT NOT NULL,
        origin TEXT NOT NULL,
        from_at TEXT NOT NULL,
        to_at TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sha256 TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER _journal_seals_keep_update BEFORE UPDATE ON _journal_seals
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      CREATE TRIGGER _journal_seals_keep_delete BEFORE DELETE ON _journal_seals
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
      -- Those alone go that are kept elsewhere.
      DROP TRIGGER _journal_keeps_delete;
      CREATE TRIGGER _journal_keeps_delete BEFORE DELETE ON _journal
        WHEN NOT EXISTS (SELECT 1 FROM _journal_seals WHERE first_seq <= OLD.seq AND OLD.seq <= last_seq)
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
    `,
  },
];
