/** Making a demo: in an empty folder alone, once, and the same from the same day and seed. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { isEan13 } from "../../shared/ean.ts";
import { makeDemo } from "../../server/cli/demo.ts";
import { DataFolder } from "../../server/database/files/folder.ts";
import { DEMO_SEED, planMonth } from "../../server/shop/demo/plan.ts";
import { MAX_PRODUCTS, products } from "../../server/shop/demo/products.ts";
import { comptoir } from "../support/command_line.ts";
import { SOURCES, startServer } from "../support/server.ts";

const printedPasswords = (log: string) =>
  Object.fromEntries([...log.matchAll(/^\s+(caisse1|vendeur1|vendeur2)\s+(\S+)$/gm)].map((match) => [match[1]!, match[2]!]));

/** The first row of a query on a database that no server has open. */
function rowOf(file: string, sql: string): unknown {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return { ...db.prepare(sql).get() };
  } finally {
    db.close();
  }
}

/** Runs the program, as it stands in the checkout, to its end, or stops it once it listens. */
async function run(dir: string, flags: readonly string[], env: Record<string, string> = {}) {
  const [program, ...first] = SOURCES;
  const args = [...first, "--data", dir, "--port", "0", "--no-open", ...flags];
  const child = new Deno.Command(program, { args, env, stdin: "null", stdout: "piped", stderr: "piped" }).spawn();
  let out = "";
  const read = async (stream: typeof child.stdout) => {
    for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
      // Told that it listens, it has yet to listen for signals.
      if (!out.includes("listening on") && (out + chunk).includes("listening on")) setTimeout(() => child.kill("SIGTERM"), 200);
      out += chunk;
    }
  };
  const [{ code }] = await Promise.all([child.status, read(child.stdout), read(child.stderr)]);
  return { code, out };
}

Deno.test("a folder in which nothing was done yet counts as empty; a demo that is started again, with --demo or without, is the same and is not filled twice", async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  assert.equal((await run(dir, [])).code, 0);
  await Deno.stat(`${dir}/fiscal.key`);
  const first = await run(dir, [], { COMPTOIR_DEMO: "1" });
  assert.equal(first.code, 0, first.out);
  assert.equal(Object.keys(printedPasswords(first.out)).length, 3, "the environment's variable is the flag");
  const keys = [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => /^fiscal.*\.key$/.test(name));
  assert.deepEqual(keys, ["fiscal-demo.key"]);
  const verified = await comptoir("journal", "verify", "--data", dir);
  assert.equal(verified.code, 0, verified.out);
  const sql =
    "SELECT (SELECT count(*) FROM ventes) AS v, (SELECT max(seq) FROM journal_fiscal) AS f, (SELECT demo FROM boutique) AS d";
  const before = rowOf(`${dir}/comptoir.db`, sql);
  for (const flags of [["--demo"], []]) {
    const again = await run(dir, flags);
    assert.equal(again.code, 0, again.out);
    assert.deepEqual(printedPasswords(again.out), {});
    assert.deepEqual(rowOf(`${dir}/comptoir.db`, sql), before);
  }
  await Deno.remove(dir, { recursive: true });
});

Deno.test("a real shop is refused in one sentence with exit code 1, and stays as it was", async () => {
  await using real = await startServer();
  using patron = await real.owner();
  assert.deepEqual((await patron.query("select", "SELECT demo FROM boutique")).body.rows, [{ demo: 0 }]);
  assert.equal((await patron.query("update", "UPDATE boutique SET demo = 1")).status, 403);
  await real.stop();
  const { code, out } = await run(real.dir, ["--demo"]);
  assert.equal(code, 1);
  assert.equal(out.trim().split("\n").length, 1, out);
  assert.match(out, /real shop .* choose an empty folder with --data/);
  assert.deepEqual(
    rowOf(`${real.dir}/comptoir.db`, "SELECT (SELECT count(*) FROM produits) AS p, demo AS d FROM boutique"),
    {
      p: 0,
      d: 0,
    },
  );
});

Deno.test("two demos of the same day differ in keys, signatures, passwords and the codes of vouchers alone", async () => {
  const today = new Date(2026, 0, 12, 9); // the year's turn is in it
  const made = [];
  for (let at = 0; at < 2; at++) {
    const folder = new DataFolder(await Deno.makeTempDir({ prefix: "comptoir-test-" }));
    folder.prepare();
    const demo = await makeDemo(folder, "0.1.0", today);
    const file = new DatabaseSync(folder.database, { readOnly: true });
    const all = (sql: string) =>
      JSON.parse(JSON.stringify(file.prepare(sql).all()).replaceAll(/B\d{12}/g, "B")) as Record<string, string>[];
    made.push({
      passwords: demo!.passwords,
      ventes: all("SELECT * FROM ventes ORDER BY id"),
      lignes: all("SELECT * FROM lignes_vente ORDER BY id"),
      paiements: all("SELECT * FROM paiements ORDER BY id"),
      bons: all("SELECT genre, montant, solde, vente_id, emis_le FROM bons ORDER BY id"),
      comptes: all("SELECT * FROM mouvements_compte ORDER BY id"),
      produits: all("SELECT * FROM produits ORDER BY id"),
      tickets: all("SELECT seq, contenu FROM journal_fiscal WHERE serie = 'tickets:C1' ORDER BY seq"),
      clotures: all("SELECT genre, periode, total_ttc, perpetuel FROM clotures ORDER BY id"),
    });
    file.close();
    await Deno.remove(folder.path, { recursive: true });
  }
  const [{ passwords: first, ...one }, { passwords: second, ...other }] = made as [typeof made[0], typeof made[0]];
  assert.notDeepEqual(first, second);
  assert.deepEqual(one, other);
  const closed = one.clotures.filter(({ genre }) => genre !== "jour").map(({ periode }) => periode);
  assert.deepEqual(closed, ["2025-12", "2025"], "the month and the year that ended are closed");
});

Deno.test("another seed or another day makes another month", () => {
  const today = new Date(2026, 10, 22);
  const ids = (day: Date, seed: number) => JSON.stringify(planMonth(day, seed).steps.slice(1, 20));
  assert.equal(ids(today, DEMO_SEED), ids(today, DEMO_SEED));
  assert.notEqual(ids(today, DEMO_SEED), ids(today, DEMO_SEED + 1));
  assert.notEqual(ids(today, DEMO_SEED), ids(new Date(2026, 10, 23), DEMO_SEED));
});

Deno.test("10,000 and 50,000 products are made as well: distinct, valid, the same from the same seed", () => {
  for (const n of [10_000, 50_000]) {
    const made = products(n, 7);
    assert.equal(made.length, n);
    assert.equal(new Set(made.map(({ libelle }) => libelle)).size, n);
    assert.equal(new Set(made.map(({ code_barres }) => code_barres)).size, n);
    assert.ok(made.every(({ code_barres, prix_ttc }) => isEan13(code_barres) && prix_ttc > 0 && prix_ttc < 20_000));
    assert.deepEqual(made, products(n, 7));
    assert.notDeepEqual(made, products(n, 8));
  }
  assert.throws(() => products(MAX_PRODUCTS + 1, 7), RangeError);
});
