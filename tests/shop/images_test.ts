/** Pictures of articles: kept once under their hash, answered to be kept for good, and carried by no journal and no socket. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Feed } from "../support/feed.ts";
import { CAFE, command, ok, PAIN, refused, Shop } from "../support/shop.ts";

/** So many bytes that begin like a PNG; `fill` tells two of them apart. */
function png(length: number, fill = 7): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length).fill(fill);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}
const base64 = (bytes: Uint8Array<ArrayBuffer>) => bytes.toBase64();
const hashOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

Deno.test(
  "a picture of 100 KiB is answered by its hash to whoever shows it, journal and sockets carry the hash alone, and it goes with its last article",
  async () => {
    await using shop = await Shop.open(["nora"]);
    const { owner, nora } = shop;
    const give = (id: number, image: string | null) => command(owner, `/api/produits/${id}/image`, { image });
    const image = png(100 * 1024);
    const empreinte = hashOf(image);
    const feed = await Feed.open(nora);
    assert.deepEqual(ok(await give(PAIN, base64(image))), { image: empreinte });
    assert.deepEqual(ok(await give(CAFE, base64(image))), { image: empreinte });
    await feed.until(() => feed.changes.length === 2, "both articles");
    assert.equal(feed.changes[0]!.changes[0]!.table, "produits");
    assert.ok(JSON.stringify(feed.messages).length < 8_000, "no bytes of it");
    const longest = shop.inspect((db) => db.prepare("SELECT max(length(content)) AS n FROM _journal").get()!["n"]);
    assert.ok(Number(longest) < 8_000, `a record of ${longest} characters`);
    assert.deepEqual(
      ok(await nora.query("select", "SELECT image FROM produits WHERE id = ?", [PAIN])).rows,
      [{ image: empreinte }],
    );

    const asked = () => fetch(`${shop.server.url}/images/${empreinte}`);
    const answer = await asked();
    assert.deepEqual(
      ["content-type", "cache-control", "x-content-type-options"].map((name) => answer.headers.get(name)),
      ["image/png", "public, max-age=31536000, immutable", "nosniff"],
    );
    assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), image);
    assert.equal((await nora.get("/")).headers.get("content-security-policy")!.includes("img-src 'self'"), true);

    ok(await give(PAIN, base64(png(500, 9))));
    assert.equal((await asked()).status, 200, "the coffee has it still");
    ok(await give(CAFE, null));
    assert.equal((await asked()).status, 404);
    const kept = () => shop.inspect((db) => Number(db.prepare("SELECT count(*) AS n FROM _images").get()!["n"]));
    assert.equal(kept(), 1);

    const field = (answer: Awaited<ReturnType<typeof give>>) => refused(answer, 400, "invalid_body").field;
    assert.equal(field(await give(PAIN, base64(png(100 * 1024 + 1)))), "image");
    assert.equal(field(await give(PAIN, base64(png(110 * 1024)))), "image");
    assert.equal(field(await give(PAIN, base64(new TextEncoder().encode("<svg onload=alert(1)>")))), "image");
    assert.equal(field(await give(PAIN, "no base64 at all!")), "image");
    assert.equal(field(await give(PAIN, "")), "image");
    refused(await give(999_999, base64(image)), 404, "not_found");
    refused(await command(nora, `/api/produits/${PAIN}/image`, { image: null }), 403, "forbidden");
    refused(
      await owner.query("update", "UPDATE produits SET image = ? WHERE id = ?", ["0".repeat(64), PAIN]),
      409,
      "constraint_violation",
    );
    assert.equal((await fetch(`${shop.server.url}/images/..%2f..%2fetc`)).status, 404);
    assert.equal(kept(), 1, "what was refused is not kept");
  },
);
