/** The books stay right whatever SQL comes: each rule is broken once, beside the same statement within it. */
import assert from "node:assert/strict";
import { BROKEN, FORBIDDEN, GONE, type Who } from "../support/broken_rules.ts";
import type { Answer } from "../support/server.ts";
import { uuidv7 } from "../support/server.ts";
import {
  CAFE,
  cancel,
  card,
  cash,
  closeConfirmed,
  closeTill,
  command,
  draft,
  LAMPE,
  ok,
  openTill,
  pay,
  refund,
  type Sale,
  sent,
  Shop,
  take,
} from "../support/shop.ts";
let shop: Shop;
/** Tickets by name: `«paid»` in a statement is its id, `«paid.line»` that of its line. */
const tickets: Record<string, Sale> = {};
const TABLES = [
  "produits",
  "categories",
  "clients",
  "equipe",
  "ventes",
  "lignes_vente",
  "paiements",
  "paiements_annonces",
  "sessions_caisse",
  "ventes_tva",
  "mouvements_stock",
  "mouvements_caisse",
  "especes_accordees",
  "clotures",
  "journal_fiscal",
  "caisses",
  "boutique",
];

Deno.test.beforeAll(async () => {
  shop = await Shop.open(["nora", "paul", "chloe", "marc"]);
  const { nora, paul, chloe, marc, owner } = shop;
  ok(await openTill(chloe, 1_000));
  ok(await openTill(marc, 1_000, "C2"));
  ok(await command(chloe, "/api/caisses/C1/tiroir", { motif: "faire la monnaie" }));
  tickets["paid"] = await sent(nora, [CAFE]);
  ok(await pay(chloe, tickets["paid"], [cash(500)]));
  tickets["old"] = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, tickets["old"], [card(2_000)]));
  ok(await refund(chloe, tickets["old"], { [tickets["old"].lignes[0]!]: 1_000 }, [card(2_000)]));
  tickets["cancelled"] = await sent(nora, [CAFE]);
  ok(await cancel(nora, tickets["cancelled"], { motif: "x" }));
  tickets["mine"] = await draft(nora, [CAFE]);
  tickets["theirs"] = await draft(paul, [CAFE]);
  tickets["hers"] = await draft(chloe, [CAFE]);
  tickets["waiting"] = await sent(nora, [CAFE]);
  tickets["held"] = await sent(nora, [CAFE]);
  ok(await take(chloe, tickets["held"]));
  tickets["marcs"] = await sent(nora, [CAFE]);
  ok(await take(marc, tickets["marcs"]));
  const charged = await draft(chloe, [CAFE]);
  ok(await command(chloe, `/api/ventes/${charged.id}/annoncer`, { annonce_id: uuidv7(), mode: "carte", montant: 500 }));
  ok(await closeTill(chloe, 1_500, "C1"));
  ok(await closeTill(marc, 1_000, "C2"));
  ok(await closeConfirmed(owner, "jour", shop.jour()));
  ok(await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (1, 'Divers')"));
  ok(await owner.query("insert", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé')"));
  ok(await owner.query("insert", `INSERT INTO produits (id, libelle, prix_ttc, actif) VALUES (${GONE}, 'Retiré', 500, 0)`));
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

function ask(who: Who, text: string): Promise<Answer> {
  const sql = text.replaceAll("«uuid»", () => uuidv7()).replaceAll(/«(\w+)(\.line)?»/g, (_, name: string, line?: string) => {
    const sale = tickets[name]!;
    return line === undefined ? sale.id : sale.lignes[0]!;
  });
  const person = who === "owner" ? shop.owner : shop.people[who]!;
  return person.query(/^\w+/.exec(sql)![0].toLowerCase(), sql);
}
async function snapshot() {
  return ok(await shop.owner.batch(TABLES.map((table) => ({ type: "select", query: `SELECT * FROM ${table}` })))).results;
}

/** Tables that are not even there for a till; the owner reads them. */
const HIDDEN = [
  "paiements",
  "paiements_annonces",
  "sessions_caisse",
  "ventes_tva",
  "mouvements_stock",
  "mouvements_caisse",
  "clotures",
  "journal_fiscal",
];

for (const [code, attempts] of [["constraint_violation", BROKEN], ["forbidden", FORBIDDEN]] as const) {
  for (const [claim, who, wrong, right] of attempts) {
    Deno.test(`${who}: ${claim}`, async () => {
      const before = await snapshot();
      const { status, body } = await ask(who, wrong);
      assert.equal(body.code, code, `${wrong}: ${status} ${JSON.stringify(body)}`);
      assert.deepEqual(await snapshot(), before, `${wrong} left something behind`);
      const allowed = await ask(who, right);
      assert.equal(allowed.status, 200, `the premise: ${right}: ${JSON.stringify(allowed.body)}`);
    });
  }
}

Deno.test("what is counted blind and what is signed is not even there for a till", async () => {
  for (const table of HIDDEN) {
    for (const who of ["nora", "chloe"] as const) {
      for (const text of [`SELECT * FROM ${table}`, `SELECT (SELECT count(*) FROM ${table})`, `DELETE FROM ${table}`]) {
        const { status, body } = await ask(who, text);
        assert.deepEqual([status, body.code], [400, "sql_error"], `${who}: ${text}: ${JSON.stringify(body)}`);
      }
    }
    assert.ok(
      ok(await ask("owner", `SELECT count(*) AS n FROM ${table}`)).rows[0].n > 0,
      `the premise: ${table} holds something`,
    );
  }
});
