/** A disk that is nearly full: money is still taken and the day is closed; all else waits, and everybody is told. */
import assert from "node:assert/strict";
import type { PresenceMessage } from "../../shared/protocol.ts";
import { eventually, Feed } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { answerOf, CHECKOUT } from "../support/server.ts";
import { onDiskOf, whereSmallDisks } from "../support/small_disk.ts";
import { card, close, closeTill, ok, openTill, PAIN, pay, refused, sent, Shop, take } from "../support/shop.ts";

const DISK_MIB = 64;
/** Below the floor, which is a twentieth of so small a disk, and enough for what is still written. */
const LEFT_KIB = 2_500;

/** The server with its data folder on a small disk: what is in it comes along. */
function onSmallDisk(dir: string): readonly [string, ...string[]] {
  const then = `cp -a '${dir}/.' /mnt && mount --bind /mnt '${dir}' && exec "$@"`;
  return [...onDiskOf(`${DISK_MIB}m`, "/mnt", then), ...CHECKOUT];
}

Deno.test(
  "below the floor payments and closings go through and all else is 503; above it everything does again",
  whereSmallDisks,
  async () => {
    const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    await using shop = await Shop.open(["nora", "chloe"], { dir, command: onSmallDisk(dir) });
    const { nora, chloe, owner, server } = shop;
    await using kitchen = await TestPrinter.open();
    ok(await owner.query("insert", "INSERT INTO imprimantes (id, nom, adresse) VALUES (1, 'Cuisine', ?)", [kitchen.address]));
    ok(await owner.query("insert", "INSERT INTO categories (id, nom, imprimante_id) VALUES (1, 'Plats', 1)"));
    ok(await owner.query("update", "UPDATE produits SET categorie_id = 1 WHERE id = ?", [PAIN]));
    ok(await openTill(chloe));
    const [sale, later] = [await sent(nora, [PAIN]), await sent(nora, [PAIN])];
    ok(await take(chloe, later));
    const health = async () => (await answerOf(await nora.get("/api/health"))).body;
    assert.equal((await health()).warning, undefined);
    const { disk_free_bytes: free } = (await answerOf(await owner.get("/api/metrics"))).body.database;
    assert.ok(free > 20 * 2 ** 20 && free < DISK_MIB * 2 ** 20, `${free} bytes are free`);

    const feed = await Feed.open(nora, "?presence=1");
    const told = () => feed.messages.filter((message): message is PresenceMessage => message.type === "presence").at(-1);
    await feed.until(() => told() !== undefined, "who is there");
    assert.equal("disk_low" in told()!, false);

    const filler = `/proc/${server.process.pid}/root${dir}/filler`;
    await Deno.writeFile(filler, new Uint8Array(free - LEFT_KIB * 1024));
    await eventually(async () => /presque plein|nearly full/.test((await health()).warning ?? ""), "health warns");
    await feed.until(() => told()!.disk_low === true, "every page is told");
    assert.match(server.log, /Warning: the data folder's disk has \d+ MiB left/);
    const insert = "INSERT INTO clients (nom) VALUES ('x')";
    for (const person of [nora, owner]) {
      const problem = refused(await person.query("insert", insert), 503, "disk_low");
      assert.match(problem.detail, /disque du serveur est presque plein \(\d Mio libres\)/);
    }
    refused(
      await answerOf(await nora.post(`/api/ventes/${sale.id}/reprendre`, {}, { "idempotency-key": crypto.randomUUID() })),
      503,
      "disk_low",
    );
    refused(await answerOf(await owner.get(`/api/archives/${shop.jour()}`)), 503, "disk_low");
    assert.equal((await nora.query("select", "SELECT count(*) AS n FROM clients")).status, 200, "reading goes on");
    using again = server.at("127.0.0.9");
    await again.signIn("nora", "mot de passe");
    ok(await take(chloe, sale));
    ok(await pay(chloe, sale, [card(120)]));
    ok(await pay(chloe, later, [card(120)]));
    ok(await closeTill(chloe, 0));
    ok(await close(owner, "jour", shop.jour()));
    // A slip on which nothing is kept does not go out, and is the last thing that anybody prints.
    await eventually(() => kitchen.calls > 0 && server.log.includes("a print was not done"), "a slip is tried");
    assert.equal(kitchen.documents.length, 0);

    await Deno.remove(filler);
    await eventually(() => kitchen.documents.length === 2, "each slip goes out by itself");
    assert.equal(server.log.match(/a print was not done/g)!.length, 1, "told once");
    await eventually(async () => (await nora.query("insert", insert)).status === 200, "everything is written again");
    await feed.until(() => !("disk_low" in told()!), "every page is told that there is room again");
    await feed.close();
    assert.equal((await health()).warning, undefined);
  },
);

Deno.test("an archive whose disk is full before it is whole is 503, and nothing is left of it", whereSmallDisks, async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await using shop = await Shop.open(["nora"], { dir, command: onSmallDisk(dir) });
  const { owner, server } = shop;
  const { disk_free_bytes: free } = (await answerOf(await owner.get("/api/metrics"))).body.database;
  const root = `/proc/${server.process.pid}/root${dir}`;
  // Seconds pass before anybody looks at the disk again.
  await Deno.writeFile(`${root}/filler`, new Uint8Array(free - 16 * 1024)).catch(() => {});
  refused(await answerOf(await owner.get(`/api/archives/${shop.jour()}`)), 503, "disk_low");
  await Deno.remove(`${root}/filler`);
  const left = [...Deno.readDirSync(root)].map(({ name }) => name);
  assert.ok(!left.some((name) => name.includes("unsent")), left.join(", "));
  assert.doesNotMatch(server.log, /ENOSPC/);
});
