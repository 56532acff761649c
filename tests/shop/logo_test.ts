/** The shop's logo: the same dots on a receipt printer's paper and, as a picture, on the browser's and the customer's; no part of what is signed. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, card, command, draft, ok, openTill, pay, refused, Shop } from "../support/shop.ts";

/** 24 dots wide, 70 rows: more than one command carries. A diagonal, so that no row is another. */
const WIDTH = 24;
const ROWS = Array.from(
  { length: 70 },
  (_, y) => Array.from({ length: WIDTH }, (_, x) => (x + y) % 7 === 0 || x === 0 ? "#" : " ").join(""),
);
const POINTS = Buffer.from(
  ROWS.flatMap((row) => row.match(/.{8}/g)!.map((part) => parseInt(part.replaceAll("#", "1").replaceAll(" ", "0"), 2))),
);
const give = (shop: Shop, logo: unknown) => command(shop.owner, "/api/boutique/logo", { logo });

/** Rows of dots of a picture of one bit, unfiltered. */
function dotsOf(png: Buffer): readonly string[] {
  const at = png.indexOf("IDAT");
  const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const bytes = png.readUInt32BE(16) / 8;
  return Array.from(
    { length: png.readUInt32BE(20) },
    (_, y) =>
      [...rows.subarray(y * (bytes + 1) + 1, (y + 1) * (bytes + 1))].map((byte) =>
        byte.toString(2).padStart(8, "0").replaceAll("0", "#").replaceAll("1", " ")
      ).join(""),
  );
}

Deno.test("a logo is printed dot by dot before the shop's name, and named by every receipt, its copy and its page; taken away it is gone", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe } = shop;
  ok(await owner.query("update", "UPDATE boutique SET nom = 'Chez Zoé'"));
  const { last_insert_id: id } = ok(
    await owner.query("insert", "INSERT INTO imprimantes (nom, adresse, papier, colonnes) VALUES ('Comptoir', ?, 58, 32)", [
      printer.address,
    ]),
  );
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [id]));
  ok(await openTill(chloe));
  const { logo: hash } = ok(await give(shop, { largeur: WIDTH, points: POINTS.toString("base64") }));
  const picture = await fetch(`${shop.server.url}/images/${hash}`);
  assert.equal(picture.headers.get("content-type"), "image/png");
  assert.deepEqual(dotsOf(Buffer.from(await picture.arrayBuffer())), ROWS);

  const sale = await draft(chloe, [CAFE]);
  const receipt = ok(await pay(chloe, sale, [card(500)]));
  assert.deepEqual(receipt.logo, { image: hash, largeur: WIDTH, hauteur: 70 });
  ok(await command(chloe, `/api/ventes/${sale.id}/imprimer`));
  await eventually(() => printer.documents.length === 1, "the receipt is printed");
  const [paper] = printer.documents;
  assert.deepEqual(paper!.dots, ROWS);
  assert.ok(paper!.lines.some((line) => line.includes("Chez Zoé")));
  const [{ contenu }] = await shop.rows("SELECT contenu FROM journal_fiscal WHERE genre = 'vente'");
  assert.equal(JSON.parse(contenu).logo, undefined, "it is not signed");
  const { adresse } = ok(await command(chloe, `/api/ventes/${sale.id}/partager`));
  const page = await fetch(`${shop.server.url}/r/${adresse}`);
  assert.match(page.headers.get("content-security-policy")!, /img-src 'self'/);
  assert.ok((await page.text()).includes(`<img class="receipt-logo" src="/images/${hash}"`));

  // The same again, another, none.
  assert.equal(ok(await give(shop, { largeur: WIDTH, points: POINTS.toString("base64") })).logo, hash);
  const other = ok(await give(shop, { largeur: 8, points: "gA==" })).logo;
  assert.equal((await fetch(`${shop.server.url}/images/${hash}`)).status, 404);
  assert.equal(ok(await command(chloe, `/api/ventes/${sale.id}/duplicata`)).logo.image, other);
  assert.equal(ok(await give(shop, null)).logo, null);
  assert.equal(ok(await command(chloe, `/api/ventes/${sale.id}/duplicata`)).logo, undefined);
  assert.deepEqual(
    shop.inspect((db) => db.prepare("SELECT (SELECT count(*) FROM _images) + (SELECT count(*) FROM _logo) AS n").get()!["n"]),
    0,
  );
});

Deno.test("what is no whole rows of dots is refused, and only the owner gives a logo", async () => {
  await using shop = await Shop.open(["chloe"]);
  const points = POINTS.toString("base64");
  for (
    const logo of [
      { largeur: 16, points: Buffer.alloc(3).toString("base64") },
      { largeur: 8, points: "" },
      { largeur: 12, points },
      { largeur: 0, points },
      { largeur: 392, points: Buffer.alloc(49).toString("base64") },
      { largeur: 8, points: Buffer.alloc(385).toString("base64") },
      { largeur: 384, points: Buffer.alloc(384 * 48 + 48).toString("base64") },
      { largeur: 24, points: "<svg onload=alert(1)>" },
      { largeur: 24, points, type: "image/svg+xml" },
      { largeur: 24 },
      "logo",
      undefined,
    ]
  ) refused(await give(shop, logo), 400, "invalid_body");
  refused(await command(shop.chloe, "/api/boutique/logo", { logo: null }), 403, "forbidden");
  refused(await shop.owner.query("update", "UPDATE boutique SET logo = NULL"), 403, "forbidden");
  ok(await give(shop, { largeur: 384, points: Buffer.alloc(384 * 48).toString("base64") }));
});
