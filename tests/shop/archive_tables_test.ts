/** The archive's tables: explained column by column, on one basis, and verified with openssl by the words of its own page. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { euros, openAccounted } from "../support/accounted_shop.ts";
import type { Shop } from "../support/shop.ts";
import { fetchArchive } from "../support/verifier.ts";
import { withProgram } from "../support/where.ts";

let shop: Shop;

Deno.test.beforeAll(async () => void ({ shop } = await openAccounted()));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

Deno.test("the archive's tables are explained column by column, stand on one basis, and say where a refund comes from", async () => {
  const files = unzipSync(await fetchArchive(shop.owner, "2026-03"));
  const cells = (name: string) =>
    strFromU8(files[name]!).replace("\uFEFF", "").trimEnd().split("\r\n").map((line) => line.split(";"));
  const table = (name: string) => {
    const [head, ...rows] = cells(name);
    return rows.map((row) => Object.fromEntries(head!.map((column, at) => [column, row[at]!])));
  };
  const explained = table("dictionnaire.csv").map(({ fichier, colonne }) => `${fichier} ${colonne}`);
  const there = ["tickets.csv", "lignes.csv", "paiements.csv", "mouvements_caisse.csv", "reglements.csv", "bons_ailleurs.csv"]
    .flatMap((name) => cells(name)[0]!.map((column) => `${name} ${column}`));
  assert.deepEqual(explained, there);
  const tickets = table("tickets.csv");
  const lines = table("lignes.csv");
  const cents = (row: Record<string, string>, column: string) => Number(row[column]);
  for (const one of tickets) {
    const of = lines.filter(({ numero }) => numero === one["numero"]);
    const sum = (column: string, rows = of) => rows.reduce((total, row) => total + cents(row, column), 0);
    const taxed = of.filter(({ nature }) => nature === "bien");
    assert.deepEqual(
      [sum("base_ttc"), sum("base_ht", taxed), sum("base_tva", taxed)],
      [cents(one, "total_ttc"), cents(one, "total_ht"), cents(one, "total_tva")],
      `ticket ${one["numero"]}`,
    );
    const rates = Object.keys(one).filter((column) => /^tva_\d+$/.test(column));
    assert.equal(rates.reduce((total, rate) => total + cents(one, rate), 0), cents(one, "total_tva"));
    assert.equal(one["total_ttc_eur"], euros(cents(one, "total_ttc")));
  }
  assert.ok(
    lines.some((row) => cents(row, "remise_ticket") > 0 && cents(row, "remises") > 0),
    "the premise: a discounted ticket",
  );
  const refunds = tickets.filter(({ type }) => type === "avoir");
  assert.deepEqual(refunds.map(({ origine }) => origine), ["C1-000001", "C1-000006"]);
  assert.ok(refunds.every(({ motif }) => motif !== ""));
  assert.match(tickets[0]!["heure"]!, /^2026-03-10 09:00$/);
});

const toVerify = await withProgram("verify the archive with", "sh", "openssl", "jq");

Deno.test(
  "an archive is verified with openssl by the words of its own page alone, and a changed byte is seen",
  toVerify,
  async () => {
    const folder = await Deno.makeTempDir({ prefix: "comptoir-openssl-" });
    try {
      const files = unzipSync(await fetchArchive(shop.owner, "2026-03"));
      for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(`${folder}/${name}`, bytes);
      const told = strFromU8(files["LISEZMOI.txt"]!).split("\n").filter((line) => line.startsWith("  $ "));
      const script = told.map((line) => line.slice(4)).join("\n");
      const run = async () => {
        const ended = await new Deno.Command("sh", { args: ["-c", script], cwd: folder }).output();
        return new TextDecoder().decode(ended.stdout).trim().split("\n");
      };
      assert.ok(told.length >= 10, "the premise: the page tells how");
      const { cle_id } = JSON.parse(strFromU8(files["manifeste.json"]!));
      assert.deepEqual(await run(), ["Verified OK", cle_id, "Verified OK"]);
      const changed = files["tickets.csv"]!.slice();
      changed[changed.length - 5]! ^= 1;
      await Deno.writeFile(`${folder}/tickets.csv`, changed);
      assert.deepEqual(await run(), ["Verified OK", "altéré : tickets.csv", cle_id, "Verified OK"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
