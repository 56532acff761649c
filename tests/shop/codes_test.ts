/** Codes of articles are stored as a scanner sends them, or refused with what is wrong. */
import assert from "node:assert/strict";
import { CAFE, LAMPE, ok, PAIN, refused, Shop } from "../support/shop.ts";

let shop: Shop;
Deno.test.beforeAll(async () => {
  shop = await Shop.open([]);
});
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

let made = 0;
/** Where a code may stand: as the article's own, or as a further one of an article. */
const PLACES = {
  "an article's own": {
    add: (code: string) =>
      shop.owner.query("insert", "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES (?, ?, 100)", [
        `Article ${++made}`,
        code,
      ]),
    stored: "SELECT id FROM produits WHERE code_barres = ?",
    change: "UPDATE produits SET code_barres = ? WHERE code_barres = ?",
    drop: "UPDATE produits SET code_barres = NULL WHERE code_barres = ?",
  },
  "a further one": {
    add: (code: string) =>
      shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id) VALUES (?, ?)", [code, LAMPE]),
    stored: "SELECT code FROM codes_produits WHERE code = ?",
    change: "UPDATE codes_produits SET code = ? WHERE code = ?",
    drop: "DELETE FROM codes_produits WHERE code = ?",
  },
} as const;
const write = (query: string, params: readonly unknown[]) =>
  shop.owner.query(query.startsWith("DELETE") ? "delete" : "update", query, params);

/** What is given, and what is stored: null where it is refused, with the rule that it breaks. */
const GIVEN: readonly (readonly [claim: string, given: string, stored: string | null, rule?: string])[] = [
  ["an EAN-13", "3760000000017", "3760000000017"],
  ["an EAN-13 with blanks around", " \t3760000000024\r\n", "3760000000024"],
  ["an EAN-13 behind a byte order mark and a no-break space", "\ufeff\u00a03760000000031", "3760000000031"],
  ["a UPC-A", "036000291452", "036000291452"],
  ["an EAN-8 that does not check", "12345678", "12345678"],
  ["fourteen digits that do not check", "12345678901234", "12345678901234"],
  ["a code of the shop's own", "PAIN-1", "PAIN-1"],
  ["one with a blank in it", "PAIN 12", "PAIN 12"],
  ["one with points and noughts", "12345678.01", "12345678.01"],
  ["marks of direction around an EAN-13", "\u202a3760000000062\u202c", "3760000000062"],
  ["blanks alone", " \u00a0 ", null, "rule:code_blank"],
  ["what a spreadsheet made of it", "3,76E+12", null, "rule:code_spreadsheet"],
  ["the same with a point", "3.76E+12", null, "rule:code_spreadsheet"],
  ["the same without either", "4e+12", null, "rule:code_spreadsheet"],
  ["an EAN-13 with a wrong check digit", "3760000000018", null, "rule:code_check_digit"],
  ["the same with blanks around", " 3760000000018 ", null, "rule:code_check_digit"],
  ["a UPC-A with a wrong check digit", "036000291453", null, "rule:code_check_digit"],
  ["a number with decimals", "3760000000017.0", null, "rule:code_spreadsheet"],
  ["the same with a comma", "3760000000017,00", null, "rule:code_spreadsheet"],
  ["a number that an apostrophe made a text", "'3760000000017", null, "rule:code_spreadsheet"],
  ["a formula that makes a text", '="3760000000017"', null, "rule:code_spreadsheet"],
  ["two cells in one", "3760000000017\n3760000000024", null, "rule:code_inner_blank"],
  ["digits as they are printed", "3 760000 000017", null, "rule:code_inner_blank"],
  ["a mark of direction among the digits", "376\u202d0000000017", null, "rule:code_inner_blank"],
];
for (const [place, { add, stored, change, drop }] of Object.entries(PLACES)) {
  for (const [claim, given, kept, rule] of GIVEN) {
    Deno.test(`${claim} as ${place}: ${kept === null ? "refused" : "stored"}`, async () => {
      const found = async (code: string) => (await shop.rows(stored, [code])).length;
      const answer = await add(given);
      if (kept === null) {
        const { constraint, detail } = refused(answer, 409, "constraint_violation");
        assert.equal(constraint, rule);
        assert.match(detail, /code/);
        return assert.equal(await found(given.trim()), 0);
      }
      ok(answer);
      assert.equal(await found(kept), 1);
      // A later change is judged like a new article, and what is stored already may be given again.
      ok(await write(change, [given, kept]));
      assert.equal(await found(kept), 1);
      ok(await write(drop, [kept]));
    });
  }
}

/** Two codes that are one on the scanner: alike, or written with a digit less. */
const SPELLINGS = [
  ["0012345678905", "0012345678905"],
  ["0012345678905", "012345678905"],
  ["012345678905", "0012345678905"],
  ["PAIN-1", " PAIN-1 "],
] as const;
const give = {
  own: (code: string, id: number) => write("UPDATE produits SET code_barres = ? WHERE id = ?", [code, id]),
  further: (code: string, id: number) =>
    shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id, quantite) VALUES (?, ?, 6000)", [code, id]),
};
for (const [holding, giving] of [["own", "own"], ["own", "further"], ["further", "own"], ["further", "further"]] as const) {
  Deno.test(
    `a code is one article's: ${giving} refused where ${holding} is held, in either spelling, with its name, a retired one's too`,
    async () => {
      for (const [held, given] of SPELLINGS) {
        const what = `${given} where ${held} is held`;
        ok(await give[holding](held, PAIN));
        for (const active of [1, 0]) {
          ok(await write("UPDATE produits SET actif = ? WHERE id = ?", [active, PAIN]));
          for (const id of [CAFE, PAIN]) {
            // One's own again is no change.
            if (id === PAIN && holding === "own" && giving === "own") continue;
            const { constraint, subject, detail } = refused(await give[giving](given, id), 409, "constraint_violation");
            const column = holding !== giving
              ? "rule:code_taken"
              : giving === "own"
              ? "produits.code_barres"
              : "codes_produits.code";
            assert.deepEqual([constraint, subject], [given.trim() === held ? column : "rule:code_twin", "Pain"], what);
            assert.match(detail, /celui de « Pain »/, what);
          }
        }
        ok(await write("UPDATE produits SET actif = 1, code_barres = NULL WHERE id = ?", [PAIN]));
        ok(await write("DELETE FROM codes_produits WHERE produit_id = ?", [PAIN]));
        ok(await give[giving](given, CAFE));
        ok(await write("UPDATE produits SET code_barres = NULL WHERE id = ?", [CAFE]));
        ok(await write("DELETE FROM codes_produits WHERE produit_id = ?", [CAFE]));
      }
    },
  );
}

Deno.test("an upsert by code and a code of one's own are no twins", async () => {
  const upsert =
    "INSERT INTO produits (libelle, code_barres, prix_ttc) VALUES ('Thé', ?, ?) ON CONFLICT (code_barres) DO UPDATE SET prix_ttc = excluded.prix_ttc";
  ok(await shop.owner.query("insert", upsert, ["3760000000048", 100]));
  ok(await shop.owner.query("insert", upsert, ["3760000000048", 200]));
  assert.deepEqual(await shop.rows("SELECT prix_ttc FROM produits WHERE code_barres = '3760000000048'"), [{ prix_ttc: 200 }]);
  const pack =
    "INSERT INTO codes_produits (code, produit_id, quantite) VALUES ('3760000000055', ?, ?) ON CONFLICT (code) DO UPDATE SET quantite = excluded.quantite";
  for (const quantity of [6_000, 12_000]) ok(await shop.owner.query("insert", pack, [PAIN, quantity]));
  assert.deepEqual(await shop.rows("SELECT quantite FROM codes_produits WHERE code = '3760000000055'"), [{ quantite: 12_000 }]);
  // What an upsert has looked at is not what another rule of the same column breaks.
  const long = `${upsert.replace("('Thé', ?, ?)", "('Thé', ?, ?), ('Thé', ?, 1)")}`;
  const tooLong = refused(
    await shop.owner.query("insert", long, ["3760000000048", 1, "9".repeat(65)]),
    409,
    "constraint_violation",
  );
  assert.deepEqual([tooLong.constraint, tooLong.subject], ["produits.code_barres", undefined]);
});
