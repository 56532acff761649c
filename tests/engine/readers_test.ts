/** Who only asks stops nobody: what is asked runs beside the writer, and look-ups beside each other. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { Readers } from "../../server/database/reading/readers.ts";
import { ROUTES } from "../../server/shop/routes.ts";
import { LIMITS } from "../../shared/limits.ts";
import { byCard, giveTerminal } from "../support/card_tills.ts";
import { answerOf, startServer, type TestServer } from "../support/server.ts";
import { where } from "../support/where.ts";
import {
  CAFE,
  card,
  close,
  closeTill,
  command,
  draft,
  ok,
  openTill,
  pay,
  refund,
  refused,
  sent,
  Shop,
  sold,
  take,
  takeBack,
} from "../support/shop.ts";

const NOT_OVER = /^\/api\/ereporting\/.*\/(?:xml|rectificatif)$/;
/** Asked of the other shops of a chain: this one stands alone. */
const OF_CHAIN = /^\/api\/(?:produits\/\d+\/ailleurs|chaine\/boutiques|stock\/transferts)$/;

/** A picture of one dot, as PNG. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

Deno.test("every GET of the shop answers while the writer is held by somebody else", async () => {
  await using shop = await Shop.open();
  // The books tell of a day that was closed.
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE], [card(500)]);
  ok(await closeTill(shop.chloe, 0));
  ok(await close(shop.owner, "jour", shop.jour()));
  ok(await openTill(shop.chloe, 5_000));
  const sale = await draft(shop.chloe, [CAFE]);
  ok(await pay(shop.chloe, sale, [card(500)]));
  const held = await sent(shop.nora, [CAFE]);
  ok(await take(shop.chloe, held));
  // Nobody answers at its terminal: what was to be charged is told of all the same.
  await giveTerminal(shop, { host: "127.0.0.9", port: 8888 });
  const { id: charge } = ok(await byCard(shop.chloe, held, 100));
  const { adresse } = ok(await command(shop.chloe, `/api/ventes/${sale.id}/partager`));
  const back = ok(await refund(shop.chloe, sale, { [sale.lignes[0]!]: 1_000 }, [{ mode: "avoir", montant: 500 }]));
  ok(await shop.owner.query("insert", "INSERT INTO clients (id, nom) VALUES (7, 'Zoé')"));
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = '30326504500011'"));
  // Nobody answers there: what was to be printed is told of all the same.
  const printer = ok(
    await shop.owner.query("insert", "INSERT INTO imprimantes (nom, adresse) VALUES ('Nulle part', '127.0.0.9')"),
  );
  ok(await shop.owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [printer.last_insert_id]));
  const print = ok(await command(shop.chloe, `/api/ventes/${sale.id}/imprimer`));
  const { image } = ok(await command(shop.owner, `/api/produits/${CAFE}/image`, { image: DOT }));
  const [reported] = ok(await answerOf(await shop.owner.get("/api/ereporting"))).periodes;
  // What lies on a scale is asked of the scale.
  const asked = ROUTES.filter(({ method, path }) => method === "GET" && !path.endsWith("/poids")).map(({ path, auth }) => ({
    person: auth === undefined ? shop.owner : shop.chloe,
    // What was announced is told of a ticket in hand, what can be given back of one that is paid.
    path: path.replace("clients/:id", "clients/7").replace("cartes/:id", `cartes/${charge}`)
      .replace(/(articles|produits)\/:id/, `$1/${CAFE}`).replace("impressions/:id", `impressions/${print.id}`)
      .replace(":id", path.endsWith("/annonces") ? held.id : sale.id)
      .replace("ereporting/:periode", `ereporting/${reported.periode}`).replace(":nom", "C1").replace(":jour", shop.jour())
      .replace(":genre", "jour").replace(":periode", shop.jour())
      .replace(":code", back.bons[0].code).replace(":adresse", adresse).replace(":empreinte", image),
  }));
  const paths = asked.map(({ path }) => path);
  assert.ok(paths.includes("/api/caisses") && paths.includes("/api/caisses/C1/x"));
  const other = new DatabaseSync(`${shop.server.dir}/comptoir.db`, { timeout: 30_000 });
  try {
    other.exec("BEGIN IMMEDIATE");
    for (const { person, path } of asked) {
      const response = await person.get(path);
      const text = await response.text();
      // A report's file wants a period that is over: that it is not is an answer too.
      assert.equal(response.status, NOT_OVER.test(path) || OF_CHAIN.test(path) ? 409 : 200, `${path}: ${text}`);
    }
    // The premise: the writer does wait, and gives up.
    refused(await takeBack(shop.nora, { id: crypto.randomUUID() }), 503, "busy");
  } finally {
    other.close();
  }
});

Deno.test("what waits behind one long look-up of a till is done by another reader, and one at a time stays with one", async () => {
  const casualties = new Casualties({ end: assert.fail, replace: assert.fail });
  const make = () => new Worker(new URL("../support/slow_reader.ts", import.meta.url), { type: "module" });
  const readers = new Readers("", make, casualties);
  await readers.start();
  try {
    const ask = async (ms: number) =>
      (await readers.lookUp({ kind: "internal", sql: `${ms} ms`, params: [] }) as { body: string }).body;
    const first = await ask(0);
    for (let at = 0; at < 50; at++) assert.equal(await ask(0), first);
    let over = false;
    const long = ask(3_000).finally(() => over = true);
    // The first of these lie with the one that is held up already.
    const others = [...await Promise.all(Array.from({ length: 40 }, () => ask(0))), await ask(0)];
    assert.equal(over, false, "nobody waited for the long one");
    assert.deepEqual([...new Set(others)].length, 1);
    assert.notEqual(others[0], first);
    assert.equal(await long, first, "which was not done twice");
  } finally {
    readers.close();
  }
});

Deno.test({
  name:
    "a server that nobody has asked anything has begun its writer and one reader; the owner's first question is answered all the same",
  ...where(Deno.build.os === "linux", "Linux alone tells of a process's threads"),
  fn: async () => {
    for (;;) {
      const began = performance.now();
      await using server = await startServer();
      const idle = workersOf(server);
      // On a machine that is so busy those that come later have come.
      if (performance.now() - began > LIMITS.startLaterMs) continue;
      assert.equal(idle, 2);
      using owner = await server.owner();
      assert.equal((await owner.query("select", "SELECT nom FROM boutique")).status, 200);
      return;
    }
  },
});

function workersOf({ process: { pid } }: TestServer): number {
  const names = [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) =>
    Deno.readTextFileSync(`/proc/${pid}/task/${name}/comm`)
  );
  return names.filter((name) => name.startsWith("worker-")).length;
}
