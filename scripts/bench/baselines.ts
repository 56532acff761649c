/**
 * What Comptoir is measured against. `bare` answers two letters. `commit-per-request` does for each
 * insert the very work that Comptoir does (rights, rules, journal, durable commit), but alone: one
 * transaction per request, on the thread that answers.
 */
import { mkdirSync } from "node:fs";
import type { Query } from "../../shared/protocol.ts";
import type { Actor } from "../../server/database/application.ts";
import { processClock } from "../../server/database/clock.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { migrate } from "../../server/database/schema/migrations.ts";
import { openWriter } from "../../server/database/sql/sqlite.ts";
import { Writer } from "../../server/database/writing/writer.ts";
import { shop } from "../../server/shop/application.ts";

const SELLER: Actor = { userId: 1, username: "zoe", role: "vendeur", mode: "client", address: "127.0.0.2", sessionId: null };

function listen(handler: (request: Request) => Response | Promise<Response>): void {
  Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(`http://127.0.0.1:${port}/`) }, handler);
}

async function openShop(): Promise<Writer> {
  const folder = new DataFolder(Deno.makeTempDirSync({ prefix: "comptoir-baseline-" }));
  folder.prepare();
  mkdirSync(folder.backups);
  const db = openWriter(folder.database);
  await migrate(db, shop.migrations, folder.backups, new Date());
  db.exec("INSERT INTO equipe (id, nom, role) VALUES (1, 'Zoé', 'vendeur')");
  return new Writer(db, shop, {}, processClock());
}

if (Deno.args[0] === "bare") {
  listen(() => new Response("ok"));
} else {
  const writer = await openShop();
  listen(async (request) => {
    const query = await request.json() as Query;
    const work = { kind: "queries", batch: false, queries: [query] } as const;
    const [answer] = writer.run([{ actor: SELLER, work, idempotency: null }]);
    return answer?.ok ? new Response(answer.body) : new Response(JSON.stringify(answer), { status: 500 });
  });
}
