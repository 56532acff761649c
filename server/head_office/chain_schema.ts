/** The steps of head office's schema by which its shops know of each other: what each tells, the others may read. */
import { READERS, SHOP_ROLE } from "./roles.ts";

const OWN = `current_user = '${SHOP_ROLE}' || shop`;

/** A shop changes its own rows alone, and every shop reads all of them. */
function told(table: string): string[] {
  const rules = {
    chain_read: "FOR SELECT USING (true)",
    own_add: `FOR INSERT WITH CHECK (${OWN})`,
    own_change: `FOR UPDATE USING (${OWN}) WITH CHECK (${OWN})`,
    own_drop: `FOR DELETE USING (${OWN})`,
  };
  return [
    `ALTER TABLE comptoir.${table} ENABLE ROW LEVEL SECURITY`,
    ...Object.entries(rules).flatMap(([name, rule]) => [
      `DROP POLICY IF EXISTS ${name} ON comptoir.${table}`,
      `CREATE POLICY ${name} ON comptoir.${table} ${rule}`,
    ]),
    `GRANT SELECT ON comptoir.${table} TO ${READERS}`,
  ];
}

export const SHARED_STOCK: readonly string[] = [
  // Which shops tell of themselves, and when they did last. Names stand here: a shop reads no other's row of `shops`.
  `CREATE TABLE IF NOT EXISTS comptoir.partages (
     shop text PRIMARY KEY,
     nom text NOT NULL,
     stock_le timestamptz NOT NULL
   )`,
  ...told("partages"),
  // What is there now, by each code of an article. Thousandths.
  `CREATE TABLE IF NOT EXISTS comptoir.stock_partage (
     shop text NOT NULL,
     code text NOT NULL,
     produit_id bigint NOT NULL,
     libelle text NOT NULL,
     unite text NOT NULL,
     quantite bigint NOT NULL,
     PRIMARY KEY (shop, code)
   )`,
  "CREATE INDEX IF NOT EXISTS stock_partage_by_code ON comptoir.stock_partage (code)",
  ...told("stock_partage"),
];
