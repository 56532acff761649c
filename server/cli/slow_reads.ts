/** The hidden command that the server starts for reads which may have to be ended. */
import { serveSlowReads } from "../database/slow_process.ts";
import { shop } from "../shop/application.ts";

export async function slowReads(database: string): Promise<number> {
  await serveSlowReads(database, shop);
  return 0;
}
