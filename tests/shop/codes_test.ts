/** Codes of articles are stored as a scanner sends them, or refused with what is wrong. */
import assert from "node:assert/strict";
import { CAFE, ok, PAIN, refused, Shop } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open([]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

let made = 0;
const article = (code: string) =>
  shop.owner.query("insert", "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES (?, ?, 100)", [
    `Article ${++made}`,
    code,
  ]);
const stored = async (code: string) => (await shop.rows("SELECT libelle FROM produits WHERE code_barres = ?", [code])).length;

/** What is given, and what is stored: null where it is refused, with the rule that it breaks. */
const GIVEN: readonly (readonly [claim: string, given: string, stored: string | null, rule?: string])[] = [
  ["an EAN-13", "3760000000017", "3760000000017"],
  ["an EAN-13 with blanks around", " \t3760000000024\r\n", "3760000000024"],
  ["an EAN-13 behind a byte order mark and a no-break space", "\ufeff\u00a03760000000031", "3760000000031"],
  ["a UPC-A", "036000291452", "036000291452"],
  ["an EAN-8 that does not check", "12345678", "12345678"],
  ["fourteen digits that do not check", "12345678901234", "12345678901234"],
  ["a code of the shop's own", "PAIN-1", "PAIN-1"],
  ["blanks alone", " \u00a0 ", null, "rule:code_blank"],
  ["what a spreadsheet made of it", "3,76E+12", null, "rule:code_spreadsheet"],
  ["the same with a point", "3.76E+12", null, "rule:code_spreadsheet"],
  ["the same without either", "4e+12", null, "rule:code_spreadsheet"],
  ["an EAN-13 with a wrong check digit", "3760000000018", null, "rule:code_check_digit"],
  ["the same with blanks around", " 3760000000018 ", null, "rule:code_check_digit"],
  ["a UPC-A with a wrong check digit", "036000291453", null, "rule:code_check_digit"],
];
for (const [claim, given, kept, rule] of GIVEN) {
  Deno.test(`${claim}: ${kept === null ? "refused" : "stored"}`, async () => {
    const answer = await article(given);
    if (kept === null) {
      const { constraint, detail } = refused(answer, 409, "constraint_violation");
      assert.equal(constraint, rule);
      assert.match(detail, /code/);
      return assert.equal(await stored(given.trim()), 0);
    }
    ok(answer);
    assert.equal(await stored(kept), 1);
    // A later change is judged like a new article, and what is stored already may be given again.
    ok(await shop.owner.query("update", "UPDATE produits SET code_barres = ? WHERE code_barres = ?", [given, kept]));
    assert.equal(await stored(kept), 1);
  });
}

Deno.test("the other spelling of another article's code is refused with that article's name, a retired one's too", async () => {
  const set = (id: number, code: string | null) =>
    shop.owner.query("update", "UPDATE produits SET code_barres = ? WHERE id = ?", [code, id]);
  ok(await set(PAIN, "0012345678905"));
  const twelve = refused(await set(CAFE, "012345678905"), 409, "constraint_violation");
  assert.deepEqual([twelve.constraint, twelve.subject], ["rule:code_twin", "Pain"]);
  assert.match(twelve.detail, /« Pain »/);
  ok(await shop.owner.query("update", "UPDATE produits SET actif = 0 WHERE id = ?", [PAIN]));
  refused(await set(CAFE, " 012345678905 "), 409, "constraint_violation");
  ok(await set(PAIN, null));
  ok(await set(CAFE, "012345678905"));
  const thirteen = refused(await set(PAIN, "0012345678905"), 409, "constraint_violation");
  assert.match(thirteen.detail, /« Café »/);
});

Deno.test("an upsert by code and a code of one's own are no twins", async () => {
  const upsert =
    "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES ('Thé', ?, ?) ON CONFLICT (code_barres) DO UPDATE SET prix_ttc = excluded.prix_ttc";
  ok(await shop.owner.query("insert", upsert, ["3760000000048", 100]));
  ok(await shop.owner.query("insert", upsert, ["3760000000048", 200]));
  assert.deepEqual(await shop.rows("SELECT prix_ttc FROM produits WHERE code_barres = '3760000000048'"), [{ prix_ttc: 200 }]);
});
