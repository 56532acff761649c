/** Who only asks stops nobody: what is asked runs beside the writer, and apart from the tills' look-ups. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { ENDPOINTS } from "../server/shop/endpoints.ts";
import { answerOf } from "./support/server.ts";
import { ok, openTill, refused, Shop, takeBack } from "./support/shop.ts";

Deno.test("every GET of the shop answers while the writer is held by somebody else", async () => {
  await using shop = await Shop.open();
  ok(await openTill(shop.chloe, 5_000));
  const paths = ENDPOINTS.filter(({ method }) => method === "GET").map(({ path }) => path.replace(":nom", "C1"));
  assert.ok(paths.includes("/api/caisses") && paths.includes("/api/caisses/C1/x"));
  const other = new DatabaseSync(`${shop.server.dir}/comptoir.db`);
  try {
    other.exec("BEGIN IMMEDIATE");
    for (const path of paths) {
      const { status, body } = await answerOf(await shop.chloe.get(path));
      assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
    }
    // The premise: the writer does wait, and gives up.
    refused(await takeBack(shop.nora, { id: crypto.randomUUID() }), 503, "busy");
  } finally {
    other.close();
  }
});
