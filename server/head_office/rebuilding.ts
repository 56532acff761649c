/** Makes what is told in figures anew from the records: after an upgrade that tells more of them, or where somebody has changed it. */
import type { Connection } from "./connection.ts";
import { projected } from "./projection.ts";
import { epochsOf, pageAfter, type ReceivedShop } from "./received.ts";
import { writeFacts } from "./receiver.ts";
import { FACT_TABLES } from "./tables.ts";

/** A page of records at a time, each in a transaction: cut off, it is begun again, and shops go on sending meanwhile. */
export async function rebuild(
  connection: Connection,
  { shop, epoch: present, seq: end }: ReceivedShop,
  progress: (records: number) => void = () => {},
): Promise<number> {
  let records = 0;
  for (const { epoch, base } of await epochsOf(connection, shop)) {
    if (epoch > present) break;
    const upTo = epoch === present ? end : Number.MAX_SAFE_INTEGER;
    for (let after = base;;) {
      const page = await pageAfter(connection, shop, epoch, after, upTo);
      const last = page.rows.at(-1)?.seq;
      if (last === undefined) break;
      await connection.transaction(async (asking) => {
        for (const { name } of FACT_TABLES) {
          await asking.ask(
            `DELETE FROM comptoir.${name} WHERE shop = $1 AND epoch = $2::int AND journal_seq > $3::bigint AND journal_seq <= $4::bigint`,
            [shop, epoch, after, last],
          );
        }
        await writeFacts(asking, shop, epoch, projected(page));
      });
      records += page.rows.length;
      progress(records);
      after = last;
    }
  }
  return records;
}
