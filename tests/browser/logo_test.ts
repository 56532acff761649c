/** A logo on the shop's receipts, in real browsers: chosen from a file and made black and white by the owner, seen on the till's receipt. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter } from "../support/pace.ts";
import { CAFE, command, ok, openTill, sent } from "../support/shop.ts";

Deno.test(
  "the owner chooses a picture, sees it in black and white, makes it darker, keeps it and takes it away",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { desk, desk: { page, complaints }, shop } = console;
    ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Chez Zoé'"));
    await desk.section("Boutique");
    const choose = (buffer: Buffer, name = "logo.png") =>
      page.getByLabel("Fichier du logo").setInputFiles({ name, mimeType: "image/png", buffer });
    await choose(Buffer.from("no picture"));
    await page.getByText("Ce fichier n’est pas une image lisible.").waitFor();
    // A black square, a grey one, and glass around: drawn by the browser itself.
    const drawn = await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = 800;
      canvas.height = 400;
      const context = canvas.getContext("2d")!;
      context.fillStyle = "#000";
      context.fillRect(0, 0, 200, 200);
      context.fillStyle = "#999";
      context.fillRect(200, 0, 200, 200);
      return canvas.toDataURL("image/png").replace(/^[^,]*,/, "");
    });
    await choose(Buffer.from(drawn, "base64"));
    await page.getByRole("img", { name: "Le logo tel qu’il s’imprime" }).waitFor();
    const kept = async () => {
      await page.getByRole("button", { name: "Garder ce logo" }).click();
      await page.getByRole("button", { name: "Retirer le logo" }).waitFor();
      return shop.inspect((db) => db.prepare("SELECT largeur, hauteur, points FROM _logo").get()!);
    };
    await looked(page, "logo-owner", page.getByRole("img", { name: "Le logo tel qu’il s’imprime" }));
    const light = await kept();
    assert.deepEqual([light["largeur"], light["hauteur"]], [384, 192]);
    const black = (row: typeof light, x: number, y: number) => {
      const points = row["points"] as unknown as Uint8Array;
      return (points[y * 48 + (x >> 3)]! & (0x80 >> (x & 7))) !== 0;
    };
    assert.deepEqual([black(light, 40, 40), black(light, 140, 40), black(light, 300, 40)], [true, false, false]);
    await choose(Buffer.from(drawn, "base64"));
    await page.getByLabel("Plus ou moins de noir").fill("200");
    const dark = await kept();
    assert.deepEqual([black(dark, 40, 40), black(dark, 140, 40), black(dark, 300, 40)], [true, true, false]);
    // It stands on the receipt beside the settings as it is on paper: 384 dots at 203 to the inch, on either width.
    const onSample = page.locator(".sample-receipt .receipt-shop .receipt-logo");
    for (const width of ["80 mm", "58 mm"]) {
      await page.getByRole("button", { name: width }).click();
      await onSample.waitFor();
      const { width: wide, height } = (await onSample.boundingBox())!;
      const room = width === "80 mm" ? 182 : (await page.locator(".sample-receipt .receipt-shop").boundingBox())!.width;
      assert.deepEqual([Math.round(wide), Math.round(height)], [Math.min(182, Math.round(room)), Math.round(wide / 2)], width);
      await looked(page, `logo-sample-${width.slice(0, 2)}`, onSample);
    }
    await page.getByRole("button", { name: "Retirer le logo" }).click();
    await page.getByRole("button", { name: "Retirer le logo" }).waitFor({ state: "detached" });
    await onSample.waitFor({ state: "detached" });
    assert.deepEqual(await shop.rows("SELECT logo FROM boutique"), [{ logo: null }]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("the till's receipt shows it, and nothing is printed before it is there", BROWSER, async () => {
  await using desks = await CashDesks.open();
  const { shop } = desks;
  ok(await shop.owner.query("update", "UPDATE boutique SET nom = 'Chez Zoé'"));
  const points = Buffer.from(Array.from({ length: 200 * 120 / 8 }, (_, at) => (at % 25) < 12 ? 0xff : 0x00)).toString("base64");
  ok(await command(shop.owner, "/api/boutique/logo", { logo: { largeur: 200, points } }));
  ok(await openTill(shop.chloe));
  const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
  await page.evaluate(() => {
    const state = globalThis as unknown as { printed: readonly boolean[] };
    state.printed = [];
    globalThis.print = () => {
      const logo = document.querySelector<HTMLImageElement>("body > .sheet .receipt-logo")!;
      state.printed = [...state.printed, logo.complete && logo.naturalWidth === 200];
      dispatchEvent(new Event("afterprint"));
    };
  });
  await sent(shop.nora, [CAFE]);
  await page.locator(".queued").click();
  await page.getByLabel("Montant saisi").waitFor();
  await enter(page);
  const logo = page.locator(".paid-screen .receipt-logo, .receipt-logo").first();
  await logo.waitFor();
  // 200 dots at 203 to the inch.
  assert.equal(Math.round((await logo.boundingBox())!.width), 95);
  await looked(page, "logo-paid");
  await page.keyboard.press("F2");
  await page.waitForFunction(() => (globalThis as unknown as { printed: readonly boolean[] }).printed.length === 1);
  assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { printed: readonly boolean[] }).printed), [true]);

  // Wanted twice while the logo is on its way: the sheet that gave way is not printed.
  await page.evaluate(() => {
    const state = globalThis as unknown as { printed: number; wanted: number; arrive(): void };
    const { promise, resolve } = Promise.withResolvers<void>();
    Object.assign(state, { printed: 0, wanted: 0, arrive: resolve });
    HTMLImageElement.prototype.decode = () => {
      state.wanted++;
      return promise;
    };
    globalThis.print = () => state.printed++;
  });
  for (const times of [1, 2]) {
    await page.keyboard.press("F2");
    await page.waitForFunction((times) => (globalThis as unknown as { wanted: number }).wanted === times, times);
  }
  const printed = await page.evaluate(async () => {
    const state = globalThis as unknown as { printed: number; arrive(): void };
    state.arrive();
    await new Promise((resolve) => setTimeout(resolve));
    return state.printed;
  });
  assert.equal(printed, 1);
  assert.deepEqual(complaints, []);
});
