/** The process that sends a shop's journal to head office: an order in, then lines that say how it stands; it ends with who started it. */
import { writeAll } from "../database/processes/write_all.ts";
import { openReader } from "../database/sql/sqlite.ts";
import { JournalSource } from "./journal_source.ts";
import type { Order, Told } from "./report.ts";
import { Shipper } from "./shipper.ts";

/** Resolves to the process's exit code. */
export async function serveLink(database: string): Promise<number> {
  for (const name of Object.keys(Deno.env.toObject())) Deno.env.delete(name);
  let rest = "";
  let begun = false;
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    if (begun || !rest.endsWith("\n")) continue;
    begun = true;
    begin(database, JSON.parse(rest) as Order);
  }
  return 0;
}

function begin(database: string, order: Order): void {
  const encoder = new TextEncoder();
  let writing = Promise.resolve();
  let before = "";
  const tell = (told: Told) => {
    const line = JSON.stringify(told);
    if (line === before) return;
    before = line;
    // Who does not read any more is gone.
    writing = writing.then(() => writeAll(Deno.stdout, encoder.encode(`${line}\n`))).catch(() => Deno.exit(1));
  };
  const shipper = new Shipper(order, new JournalSource(openReader(database)), tell);
  shipper.run().catch((error: Error) => {
    console.error(error.stack);
    Deno.exit(1);
  });
}
