/** Who sees and writes which rows of a table at head office, as statements that leave it so whatever was before. */
import { READERS, SHOP_ROLE } from "./roles.ts";

/** The row is of the shop that asks. */
export const OWN = `current_user = '${SHOP_ROLE}' || shop`;

/** `rules`: name of a policy → what it says; besides, whoever reads all reads this. */
export function ruled(table: string, rules: Readonly<Record<string, string>>): string[] {
  return [
    `ALTER TABLE comptoir.${table} ENABLE ROW LEVEL SECURITY`,
    ...Object.entries({ ...rules, readers: `FOR SELECT TO ${READERS} USING (true)` }).flatMap(([name, rule]) => [
      `DROP POLICY IF EXISTS ${name} ON comptoir.${table}`,
      `CREATE POLICY ${name} ON comptoir.${table} ${rule}`,
    ]),
    `GRANT SELECT ON comptoir.${table} TO ${READERS}`,
  ];
}

/** What a shop may do with its own rows, and nobody else with them: name of a policy → what it lets. */
export function guarded(table: string, deeds: Readonly<Record<string, "SELECT" | "INSERT" | "UPDATE">>): string[] {
  const rules = Object.entries(deeds).map(([name, deed]) => {
    const using = deed === "INSERT" ? "" : ` USING (${OWN})`;
    const check = deed === "SELECT" ? "" : ` WITH CHECK (${OWN})`;
    return [name, `FOR ${deed}${using}${check}`];
  });
  return ruled(table, Object.fromEntries(rules));
}
