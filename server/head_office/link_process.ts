/**
 * The process that speaks to head office for a shop. In: an order, then lines that ask something there. Out: how it stands with
 * the journal that it sends, and answers. It ends with who started it.
 */
import { writeAll } from "../database/processes/write_all.ts";
import { sealedBeside } from "../database/journal/sealed_file.ts";
import { openReader } from "../database/sql/sqlite.ts";
import type { Connection } from "./connection.ts";
import type { AskedLine } from "./inquiry.ts";
import { InquiryDesk } from "./inquiry_desk.ts";
import { JournalSource } from "./journal_source.ts";
import { Published } from "./published.ts";
import type { Link } from "./link_file.ts";
import type { Order, Told } from "./report.ts";
import { Shipper } from "./shipper.ts";
import { StockMirror } from "./stock_mirror.ts";
import { VoucherMirror } from "./voucher_mirror.ts";
import { VoucherUses } from "./voucher_uses.ts";

/** Resolves to the process's exit code. */
export async function serveLink(database: string): Promise<number> {
  for (const name of Object.keys(Deno.env.toObject())) Deno.env.delete(name);
  let rest = "";
  let desk: InquiryDesk | null = null;
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      if (desk === null) desk = begin(database, JSON.parse(line) as Order);
      else desk.take(JSON.parse(line) as AskedLine);
    }
  }
  return 0;
}

function begin(database: string, order: Order): InquiryDesk {
  const encoder = new TextEncoder();
  let writing = Promise.resolve();
  let before = "";
  const tell = (told: Told) => {
    const line = JSON.stringify(told);
    if (told.type === "report") {
      if (line === before) return;
      before = line;
    }
    // Who does not read any more is gone.
    writing = writing.then(() => writeAll(Deno.stdout, encoder.encode(`${line}\n`))).catch(() => Deno.exit(1));
  };
  const source = new JournalSource(openReader(database), sealedBeside(database));
  const stock = new StockMirror(source.db);
  const vouchers = new VoucherMirror(source.db, () => source.epoch);
  const mirror = async (connection: Connection, { shop, name }: Link) => {
    await stock.tell(connection, shop, name);
    await vouchers.tell(connection, shop);
  };
  const published = new Published(source.db, tell);
  const uses = new VoucherUses(source.db, tell);
  const down = async (connection: Connection, { shop }: Link) => {
    await published.look(connection);
    if (vouchers.hasTold(connection)) await uses.look(connection, shop);
  };
  const shipper = new Shipper(order, source, tell, mirror, down);
  shipper.run().catch((error: Error) => {
    console.error(error.stack);
    Deno.exit(1);
  });
  return new InquiryDesk(() => shipper.link, tell);
}
