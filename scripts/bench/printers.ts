/**
 * Ten tills that sell for cash, each with a printer and a drawer of its own, one of them dead: how long a payment takes while all of
 * it is printed, beside the same without a printer, in interleaved rounds. A printer must never hold up a sale.
 */
import { command, ok } from "../../tests/support/acts.ts";
import { TestPrinter } from "../../tests/support/printer.ts";
import { startServer } from "../../tests/support/server.ts";
import { comparedWays, PayingTills, type Ways } from "./paying_tills.ts";

const TILLS = 10;
/** Milliseconds from one sale of a till to its next, on average: ten tills at a market's pace. */
const PACE_MS = 400;

export async function measurePrinters(rounds: number, seconds: number): Promise<string> {
  await using server = await startServer({ flags: ["--rate-limit", "0"] });
  const owner = await server.owner();
  const tills = await PayingTills.open(server, owner, TILLS, PACE_MS);
  const printers: TestPrinter[] = [];
  for (let at = 1; at <= TILLS; at++) {
    const printer = await TestPrinter.open();
    printers.push(printer);
    const add = "INSERT INTO imprimantes (id, nom, adresse, tiroir) VALUES (?, ?, ?, 1)";
    ok(await owner.query("insert", add, [at, `Imprimante ${at}`, printer.address]));
  }
  // It takes every call and says nothing: each job waits for it as long as a job may.
  printers[0]!.faults.mute = true;
  const figures: Ways = { off: [], on: [] };
  const assign = async (printer: string) => ok(await owner.query("update", `UPDATE caisses SET imprimante_id = ${printer}`));
  try {
    for (let round = 0; round < rounds; round++) {
      await assign("NULL");
      figures.off.push(await tills.sell(seconds));
      await assign("CAST(substr(nom, 2) AS INTEGER)");
      figures.on.push(await tills.sell(seconds, async (till, id) => ok(await command(till, `/api/ventes/${id}/imprimer`))));
    }
  } finally {
    for (const printer of printers) await printer.turnOff();
    tills.close();
    owner.client.close();
  }
  const printed = printers.map(({ documents }) => documents.length);
  return `\n${TILLS} tills, ${rounds} rounds of ${seconds} s each way; ${
    printed.reduce((sum, n) => sum + n, 0)
  } documents came out, ${printed[0]} of the dead one:\n\n${
    comparedWays(figures, "without printers", "with receipt and drawer each")
  }`;
}
