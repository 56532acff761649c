/** Archives: whole, signed, and verified by their own page in a real browser; and the fiscal chain under one changed byte. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { CHECKOUT, type Person, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { BROWSER, findChromium, launchBrowser } from "../support/browser.ts";

const key = () => ({ "idempotency-key": crypto.randomUUID() });

/** Sells `count` teas at one till. */
async function sell(cashier: Person, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const id = uuidv7();
    const made = await cashier.batch([
      { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] },
      { type: "insert", query: "INSERT INTO lignes_vente (id, vente_id, produit_id) VALUES (?, ?, 1)", params: [uuidv7(), id] },
      { type: "select", query: "SELECT version FROM ventes WHERE id = ?", params: [id] },
    ]);
    const version = made.body.results[2].rows[0].version as number;
    const paid = await cashier.post(
      `/api/ventes/${id}/encaisser`,
      { version, paiements: [{ mode: "carte", montant: 450 }] },
      key(),
    );
    assert.equal(paid.status, 200, await paid.text());
  }
}

async function fetchArchive(owner: Person, periode: string): Promise<Uint8Array> {
  const response = await owner.get(`/api/archives/${periode}`);
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
}

Deno.test("an archive says « intègre » in a browser, and names the file of which one byte was changed", async (t) => {
  await using staff = await Staff.open({ luc: "caisse" });
  const { owner, people: { luc: cashier } } = staff;
  await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, '=Thé; \"vert\"', 450)");
  await (await cashier.post("/api/caisses/C1/ouvrir", { fond: 5000 }, key())).body?.cancel();
  await sell(cashier, 5);
  const year = String(new Date().getFullYear());
  const archive = await fetchArchive(owner, year);
  const files = unzipSync(archive);

  await t.step("it holds what was sold, as signed and as tables", () => {
    const records = strFromU8(files["journal_fiscal.jsonl"]!).trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(records.filter((record) => record.serie === "tickets:C1").length, 5);
    assert.equal(strFromU8(files["tickets.csv"]!).trim().split("\r\n").length, 6);
    assert.match(strFromU8(files["lignes.csv"]!), /"'=Thé; ""vert"""/, "a label that begins like a formula is no formula");
    // There is no certificate, and nothing may read as if there were one; the words stand here in pieces.
    assert.doesNotMatch(strFromU8(zipText(files)), new RegExp(["NF" + 525, "certif" + "ié"].join("|")));
  });

  await t.step("making one is recorded, and another role may not", async () => {
    const made = await owner.query("select", "SELECT contenu FROM journal_fiscal WHERE serie = 'archives'");
    assert.equal(JSON.parse(made.body.rows[0].contenu).periode, year);
    const refused = await cashier.get(`/api/archives/${year}`);
    assert.equal(refused.status, 403);
    await refused.body?.cancel();
    const odd = await owner.get("/api/archives/2026-13");
    assert.equal(odd.status, 404);
    await odd.body?.cancel();
  });

  await t.step({
    name: "its own page tells of it in a browser",
    ignore: BROWSER.ignore,
    fn: async (t) => {
      const folder = await Deno.makeTempDir({ prefix: "comptoir-archive-" });
      const browser = await launchBrowser(findChromium()!);
      try {
        await Deno.writeFile(`${folder}/verifier.html`, files["verifier.html"]!);
        const page = await browser.newPage();
        const verdict = async (name: string, bytes: Uint8Array) => {
          await Deno.writeFile(`${folder}/${name}.zip`, bytes);
          await page.goto(`file://${folder}/verifier.html`);
          await page.setInputFiles("#archive", `${folder}/${name}.zip`);
          await page.waitForFunction("['good', 'bad'].includes(document.getElementById('verdict').className)");
          return { verdict: await page.textContent("#verdict"), details: await page.textContent("#details") };
        };
        await t.step("as it was made, it is whole", async () => {
          const { verdict: said, details } = await verdict("whole", archive);
          assert.equal(said, "Archive intègre", details ?? "");
          assert.match(details ?? "", /enregistrements signés/);
        });
        for (const name of Object.keys(files).filter((file) => file !== "verifier.html")) {
          await t.step(`one byte changed in ${name} is found and named`, async () => {
            const changed = { ...files, [name]: Uint8Array.from(files[name]!) };
            const at = Math.floor(changed[name]!.length / 2);
            changed[name]![at] = changed[name]![at]! === 0x41 ? 0x42 : 0x41;
            const { verdict: said, details } = await verdict("changed", zipSync(changed));
            assert.equal(said, "Archive altérée");
            const named = name === "manifeste.sig" ? "manifeste.json" : name;
            assert.ok(name === "cle_publique.pem" || details!.includes(named), `${name}: ${details}`);
          });
        }
        await t.step("another key than the one on the Z is told", async () => {
          await page.goto(`file://${folder}/verifier.html`);
          await page.fill("#key", "0".repeat(32));
          await page.setInputFiles("#archive", `${folder}/whole.zip`);
          await page.waitForFunction("document.getElementById('verdict').className === 'bad'");
          assert.match((await page.textContent("#details")) ?? "", /n’est pas celle du Z/);
        });
        await t.step("a browser that cannot check signatures calls nothing altered", async () => {
          // As browsers do for a page of plain http from another machine.
          await page.addInitScript("Object.defineProperty(crypto, 'subtle', { value: undefined })");
          await page.goto(`file://${folder}/verifier.html`);
          await page.setInputFiles("#archive", `${folder}/whole.zip`);
          await page.waitForFunction("document.getElementById('verdict').className === 'bad'");
          assert.equal(await page.textContent("#verdict"), "Vérification impossible ici");
          assert.match((await page.textContent("#details")) ?? "", /ouvrez-la depuis son dossier/);
        });
      } finally {
        await browser.close();
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
});

/** The texts of an archive, one after the other. */
function zipText(files: Record<string, Uint8Array>): Uint8Array {
  return strToU8(Object.values(files).map((file) => strFromU8(file)).join("\n"));
}

Deno.test("a month's archive holds the closing that names it, though it is signed when the month is over", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  const now = new Date();
  const month = new Date(Date.UTC(now.getFullYear(), now.getMonth(), 0)).toISOString().slice(0, 7);
  const closed = await owner.post("/api/clotures", { genre: "mois", periode: month }, key());
  assert.equal(closed.status, 200, await closed.text());
  const files = unzipSync(await fetchArchive(owner, month));
  const closings = JSON.parse(strFromU8(files["clotures.json"]!)) as { genre: string; periode: string; cloturee_le: string }[];
  assert.deepEqual(closings.map(({ genre }) => genre), ["jour", "mois"]);
  assert.ok(
    closings.every(({ periode, cloturee_le }) => periode.startsWith(month) && !cloturee_le.startsWith(month)),
    "the premise",
  );
  const records = strFromU8(files["journal_fiscal.jsonl"]!).trim().split("\n").map((line) => JSON.parse(line).serie as string);
  // Its last day was closed today: what was signed before that follows no earlier closing.
  assert.deepEqual(records.filter((serie) => serie !== "evenements"), ["clotures:jour", "clotures:mois"]);
  for (const name of ["tickets.csv", "lignes.csv", "paiements.csv"]) {
    assert.match(
      strFromU8(files[name]!),
      /^\uFEFF?\w+(;\w+)+\r\n$/,
      "nothing was sold: the columns have their names all the same",
    );
  }
});

Deno.test("any field of any fiscal record that is changed, dropped or cut off is found and named", async () => {
  await using staff = await Staff.open({ luc: "caisse" });
  const { server, owner, people: { luc: cashier } } = staff;
  await owner.query("insert", "INSERT INTO produits (id, libelle, prix_ttc) VALUES (1, 'Thé', 450)");
  await (await cashier.post("/api/caisses/C1/ouvrir", { fond: 0 }, key())).body?.cancel();
  await sell(cashier, 4);
  await server.stop();
  const verify = async () => {
    const [program, ...args] = CHECKOUT;
    const { code, stdout } = await new Deno.Command(program, { args: [...args, "journal", "verify", "--data", server.dir] })
      .output();
    return { code, text: new TextDecoder().decode(stdout) };
  };
  const premise = await verify();
  assert.equal(premise.code, 0, premise.text);
  const saved = await Deno.readFile(`${server.dir}/comptoir.db`);
  const where = "serie = 'tickets:C1' AND seq = 2";
  const tamperings: [string, RegExp][] = [
    ...["genre", "contenu", "signature_precedente", "empreinte", "signature", "cle_id", "horodatage"].map((
      column,
    ): [string, RegExp] => [
      // The last character replaced by another.
      `UPDATE journal_fiscal SET ${column} = substr(${column}, 1, length(${column}) - 1) ||
         CASE substr(${column}, -1) WHEN 'A' THEN 'B' ELSE 'A' END WHERE ${where}`,
      /tickets:C1 seq 2/,
    ]),
    [`UPDATE journal_fiscal SET version_format = 99 WHERE ${where}`, /tickets:C1 seq 2.*format/],
    [`UPDATE journal_fiscal SET seq = 9 WHERE ${where}`, /tickets:C1 seq 2.*missing/],
    [`DELETE FROM journal_fiscal WHERE ${where}`, /tickets:C1 seq 2.*missing/],
    ["DELETE FROM journal_fiscal WHERE serie = 'tickets:C1' AND seq = 4", /tickets:C1 seq 4.*cut off/],
    ["UPDATE ventes SET total_ttc = 1 WHERE numero = 3", /tickets:C1 seq 3.*ventes/],
  ];
  for (const [sql, said] of tamperings) {
    const db = new DatabaseSync(`${server.dir}/comptoir.db`);
    db.exec(
      "DROP TRIGGER journal_fiscal_change; DROP TRIGGER journal_fiscal_reste; DROP TRIGGER ventes_finies; DROP INDEX journal_fiscal_vente",
    );
    db.exec(sql);
    db.close();
    const { code, text } = await verify();
    assert.equal(code, 1, `${sql}: ${text}`);
    assert.match(text, said, `${sql}: ${text}`);
    for (const suffix of ["-wal", "-shm"]) await Deno.remove(`${server.dir}/comptoir.db${suffix}`).catch(() => {});
    await Deno.writeFile(`${server.dir}/comptoir.db`, saved);
  }
  const harmless = new DatabaseSync(`${server.dir}/comptoir.db`);
  harmless.exec("UPDATE produits SET libelle = 'Infusion', prix_ttc = 1");
  harmless.close();
  assert.equal((await verify()).code, 0, "what a product is called today changes nothing of what was signed");
  await Deno.remove(server.dir, { recursive: true });
});
