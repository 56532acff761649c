/** The file for who helps: it tells how the server is, and nothing of whose shop it is. */
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { strFromU8, unzipSync } from "fflate";
import { scrub } from "../../server/http/scrub.ts";
import { eventually } from "../support/feed.ts";
import { answerOf } from "../support/server.ts";
import { cash, closeTill, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { where } from "../support/where.ts";

/** Names of machines that are words of the file besides. */
const ORDINARY = new Set([
  "localhost",
  "comptoir",
  "deno",
  "v8",
  "typescript",
  "sqlite",
  "linux",
  "windows",
  "darwin",
  "server",
  "caisse",
  "shop",
]);

const nameOfItsOwn = where(!ORDINARY.has(hostname().toLowerCase()), `this machine has an ordinary name, '${hostname()}'`);

const NAMES = {
  nom: "Quincaillerie Zéphyrine",
  adresse: "12 rue des Camélias",
  telephone: "06 12 34 56 78",
  siret: "30326504500011",
  tva_intracommunautaire: "FR40303265045",
  message: "À bientôt chez Zéphyrine",
};

Deno.test("the file for who helps tells version, settings, figures, complaints and integrity, and no secret, no person, no sale", async (t) => {
  await using shop = await Shop.open(["chloe"], { at: "2026-03-10T09:00:00.000Z", zone: "Europe/Paris" });
  const { owner, server } = shop;
  const columns = Object.keys(NAMES).map((column) => `${column} = :${column}`).join(", ");
  ok(await owner.query("update", `UPDATE boutique SET ${columns}, heure_cloture = '22:30' WHERE id = 1`, NAMES));
  ok(await owner.query("insert", "INSERT INTO clients (nom, email) VALUES ('Ermeline Quasimodo', 'ermeline@example.org')"));
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  // A clock that is days ahead: the closing that is due is not made, and the server complains.
  server.clock.put("2026-04-20T21:00:00.000Z");
  await eventually(() => /clotures\.cloturer was not done/.test(server.log), "the server complains of the date");
  await owner.signIn("patron", "mot de passe");

  const response = await owner.get("/api/support");
  assert.deepEqual([response.status, response.headers.get("content-type")], [200, "application/zip"]);
  const files = Object.fromEntries(
    Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer()))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
  const read = (name: string) => JSON.parse(files[name]!);
  assert.equal(read("version.json").runtime.deno, Deno.version.deno);
  assert.equal(read("health.json").database, "ok");
  assert.equal(read("settings.json").application.reglages.heure_cloture, "22:30");
  assert.equal(read("settings.json").application.lignes.ventes, 1);
  assert.ok(read("metrics.json").requests.total > 0);
  assert.equal(read("integrity.json").ok, true);
  assert.match(files["log.txt"]!, /error clotures\.cloturer was not done/);
  assert.match(files["LISEZMOI.txt"]!, /avant de l'envoyer/);

  const all = Object.values(files).join("\n");
  const hashes = (await shop.rows("SELECT signature FROM journal_fiscal")).map(({ signature }) => String(signature));
  assert.ok(hashes.length > 0);
  const secrets = [
    ...Object.values(NAMES),
    ...["Ermeline", "ermeline", "patron", "chloe", server.dir, owner.token!, shop.chloe.token!, "Pain"],
    ...hashes,
  ];
  for (const secret of secrets) assert.ok(!all.includes(secret), `the file holds '${secret}'`);
  assert.doesNotMatch(all, /[0-9a-f]{32}|\$2[aby]\$/);
  // By itself: a machine may be called `a` or `7`, and the program's and the system's own words stand in it.
  const machine = new RegExp(`(?<![\\w.-])${RegExp.escape(hostname())}(?![\\w.-])`, "i");
  await t.step({ name: "nor the machine's name", ...nameOfItsOwn, fn: () => assert.doesNotMatch(all, machine) });
  const { records } = (await answerOf(await owner.get("/api/journal?kind=support_bundle"))).body;
  assert.equal(records.length, 1);

  await Deno.rename(`${server.dir}/comptoir.db`, `${server.dir}/away.db`);
  const without = await owner.get("/api/support");
  assert.equal(without.status, 200, "a shop whose database is away needs help most");
  assert.ok("log.txt" in unzipSync(new Uint8Array(await without.arrayBuffer())));
  await Deno.rename(`${server.dir}/away.db`, `${server.dir}/comptoir.db`);
});

Deno.test("what leaves the shop names no place, no machine and no secret, whatever a complaint says", () => {
  const token = "eyJhbGciOiJIUzI1NiJ9abc.eyJzaWQiOiJhYmNkZWZnIn0x.c2lnbmF0dXJlLXRoYXQtaXMtbG9uZw";
  const said = [
    "/srv/comptoir/data/comptoir.db is damaged",
    "refused 192.168.1.17 and fe80:0:0:0:1c2d:3e4f:5a6b:7c8d and 2001:db8::17",
    "mail to ermeline.q@example.org bounced",
    `bearer ${token}`,
    "hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "stored $2b$12$abcdefghijklmnopqrstuuNd8wq0PZ9mZr3M1YQ2rWq4vUe5sT6xK",
    "call 06 12 34 56 78, siret 30326504500011",
    String
      .raw`C:\Users\Zéphyrine\caisse-1\comptoir.db, "C:\\Users\\Zéphyrine\\caisse-1" and file:///C:/Users/Z%C3%A9phyrine/caisse-1/x`,
    "no second copy: ENOENT: no such file or directory, open '/media/zéphyrine/clé (2)/comptoir-1/auto.db'",
  ].join("\n");
  const told = scrub(said, [String.raw`C:\Users\Zéphyrine\caisse-1`, "/srv/comptoir/data"]);
  for (
    const secret of [
      "/srv",
      "192.168",
      "fe80",
      "2001:db8",
      "ermeline",
      "example.org",
      "eyJ",
      "9f86",
      "$2b$",
      "06 12",
      "30326",
      "phyrine",
    ]
  ) {
    assert.ok(!told.includes(secret), `${secret}: ${told}`);
  }
  assert.match(told, /comptoir\.db is damaged/);
  assert.equal(
    scrub("the database is at /srv/data2, not at /srv/data", ["/srv/data"]),
    "the database is at /srv/data2, not at «folder»",
  );
  assert.equal(
    scrub("clotures.cloturer was not done: seq 1234 of 2026-03-10T09:00:00.000Z", []).includes("seq 1234 of 2026-03-10T09:00:00"),
    true,
  );
});
