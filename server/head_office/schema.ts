/**
 * Head office's tables, as an append-only list of steps. Each statement may be run again, for not every engine takes a change
 * of its schema back with the rest. Only what they share: PostgreSQL 15 to 18, Citus, YugabyteDB, CockroachDB. No identity, no
 * LISTEN, no extension, no foreign key; each key begins with the shop, by which a distributed one parts its tables. A step only
 * adds, and a step that was ever released never changes: shops of the version before go on sending. What tells in figures is
 * declared in tables.ts and views.ts as it is to be, and brought there by each `init` (`FIGURES`): of a table what is missing,
 * a view anew.
 *
 * A shop writes its own rows alone, by row level security: a policy that compares the row with the name of the role that asks
 * is what all of them know (views cannot be written everywhere, functions are not run by another's rights everywhere, and a
 * policy may not look into another table everywhere).
 */

import { ADDRESSED_TRANSFERS, SHARED_STOCK, SHARED_VOUCHERS, VOUCHERS_HOME } from "./chain_schema.ts";
import { guarded, ruled } from "./policies.ts";
import { READERS, SHOP_ROLE } from "./roles.ts";
import { FACT_TABLES, factTable } from "./tables.ts";
import { type View, VIEWS } from "./views.ts";

/** A view runs by the rights of who made it: whom it is granted to sees through it every shop. */
function viewMade({ name, query }: View): string[] {
  return [`CREATE OR REPLACE VIEW comptoir.${name} AS ${query}`, `GRANT SELECT ON comptoir.${name} TO ${READERS}`];
}

export interface Step {
  readonly name: string;
  readonly statements: readonly string[];
}

/** What stands before all of them: where they are noted. */
export const FOUNDATION: readonly string[] = [
  "CREATE SCHEMA IF NOT EXISTS comptoir",
  `CREATE TABLE IF NOT EXISTS comptoir.steps (
     version int PRIMARY KEY,
     name text NOT NULL,
     applied_at timestamptz NOT NULL DEFAULT now()
   )`,
  `GRANT USAGE ON SCHEMA comptoir TO ${READERS}`,
  `GRANT SELECT ON comptoir.steps TO ${READERS}`,
];

export const STEPS: readonly Step[] = [
  {
    name: "journals",
    statements: [
      `CREATE TABLE IF NOT EXISTS comptoir.shops (
         shop text PRIMARY KEY,
         name text NOT NULL,
         enrolled_at timestamptz NOT NULL DEFAULT now()
       )`,
      ...guarded("shops", { own_read: "SELECT" }),
      // How far each shop has come, moved in the transaction of the rows: of two that send, one is too late.
      `CREATE TABLE IF NOT EXISTS comptoir.positions (
         shop text PRIMARY KEY,
         epoch int NOT NULL,
         seq bigint NOT NULL,
         hash text NOT NULL,
         head bigint NOT NULL,
         seen_at timestamptz
       )`,
      ...guarded("positions", { own_read: "SELECT", own_move: "UPDATE" }),
      // A shop's life from one restore to the next: up to \`base\` its records are those of its parent.
      `CREATE TABLE IF NOT EXISTS comptoir.epochs (
         shop text NOT NULL,
         epoch int NOT NULL,
         id text NOT NULL,
         parent int,
         base bigint NOT NULL,
         base_hash text NOT NULL,
         begun_at timestamptz NOT NULL DEFAULT now(),
         PRIMARY KEY (shop, epoch)
       )`,
      ...guarded("epochs", { own_read: "SELECT", own_add: "INSERT" }),
      // \`content\` is the very text that was hashed, never JSON to this database, which would spell it otherwise.
      `CREATE TABLE IF NOT EXISTS comptoir.journal (
         shop text NOT NULL,
         epoch int NOT NULL,
         seq bigint NOT NULL,
         at timestamptz NOT NULL,
         kind text NOT NULL,
         username text NOT NULL,
         tables text NOT NULL,
         content text NOT NULL,
         hash text NOT NULL,
         PRIMARY KEY (shop, epoch, seq)
       )`,
      ...guarded("journal", { own_read: "SELECT", own_add: "INSERT" }),
      // The signed records, as the journal's record \`journal_seq\` tells of them.
      `CREATE TABLE IF NOT EXISTS comptoir.fiscal (
         shop text NOT NULL,
         epoch int NOT NULL,
         serie text NOT NULL,
         seq bigint NOT NULL,
         journal_seq bigint NOT NULL,
         genre text NOT NULL,
         version_format int NOT NULL,
         contenu text NOT NULL,
         signature_precedente text NOT NULL,
         empreinte text NOT NULL,
         signature text NOT NULL,
         cle_id text NOT NULL,
         horodatage text NOT NULL,
         PRIMARY KEY (shop, epoch, serie, seq)
       )`,
      "CREATE INDEX IF NOT EXISTS fiscal_by_journal ON comptoir.fiscal (shop, epoch, journal_seq)",
      ...guarded("fiscal", { own_read: "SELECT", own_add: "INSERT" }),
    ],
  },
  // What these three made is among the figures, and brought up with them.
  { name: "facts", statements: [] },
  { name: "views", statements: [] },
  { name: "standing", statements: [] },
  { name: "shared stock", statements: SHARED_STOCK },
  {
    name: "publications",
    statements: [
      // Head office's own name, by which a shop tells one from another that it joins later.
      `CREATE TABLE IF NOT EXISTS comptoir.offices (office text PRIMARY KEY)`,
      `INSERT INTO comptoir.offices (office) SELECT md5(now()::text || random()::text) WHERE NOT EXISTS (SELECT 1 FROM comptoir.offices)`,
      `GRANT SELECT ON comptoir.offices TO ${READERS}`,
      // What goes down, in one line for all shops: `shops` is NULL for all of them, else their keys between commas.
      `CREATE TABLE IF NOT EXISTS comptoir.publications (
         publication bigint PRIMARY KEY,
         kind text NOT NULL,
         content text NOT NULL,
         shops text,
         applies_from text,
         published_at timestamptz NOT NULL DEFAULT now()
       )`,
      // Head office writes, and each shop reads what is for it.
      ...ruled("publications", {
        theirs: `FOR SELECT USING (shops IS NULL OR strpos(shops, ',' || substr(current_user::text, ${
          SHOP_ROLE.length + 1
        }) || ',') > 0)`,
      }),
    ],
  },
  { name: "shared vouchers", statements: SHARED_VOUCHERS },
  // Told in figures.
  { name: "transfers", statements: [] },
  { name: "vouchers home", statements: VOUCHERS_HOME },
];

/** Brought to what is declared, whatever was there: each in a transaction where the engine has one for it, for shops go on sending. */
export const FIGURES: readonly (readonly string[])[] = [
  ...FACT_TABLES.map((table) => [...factTable(table), ...guarded(table.name, { own_read: "SELECT", own_add: "INSERT" })]),
  ADDRESSED_TRANSFERS,
  ...VIEWS.map(viewMade),
];

/** One more with each step, and with each change of what is declared: a step without statements then. */
export const VERSION = STEPS.length;
/** The step from which on records are told in figures, and the last one that has them tell more: what came before it is told when it is asked for. */
export const FACTS_VERSION = 8;

/** What a shop's role may do; which rows, the policies say. */
export function grantsOf(role: string): string[] {
  return [
    `GRANT USAGE ON SCHEMA comptoir TO ${role}`,
    `GRANT SELECT ON comptoir.steps, comptoir.shops, comptoir.offices, comptoir.publications TO ${role}`,
    `GRANT SELECT, UPDATE ON comptoir.positions TO ${role}`,
    `GRANT SELECT, INSERT ON comptoir.epochs, comptoir.journal, comptoir.fiscal TO ${role}`,
    `GRANT SELECT, INSERT ON ${FACT_TABLES.map(({ name }) => `comptoir.${name}`).join(", ")} TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON comptoir.stock_partage TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE ON comptoir.partages TO ${role}`,
    `GRANT SELECT, INSERT ON comptoir.bons_mouvements, comptoir.bons_suites TO ${role}`,
  ];
}
