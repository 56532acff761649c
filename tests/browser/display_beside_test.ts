/** How a window beside its till comes by a key in a real browser: it asks no more than it must, and never gives up. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, type Desk, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { eventually } from "../support/feed.ts";
import { ok, openTill } from "../support/shop.ts";

routed();

const KEY = "**/api/caisses/C1/afficheur";

/** A second window beside somebody's page, whose clock the test puts forward, and how often it has asked for a key. */
async function beside({ context, page }: Desk): Promise<{ screen: Page; asked: number[] }> {
  const screen = await context.newPage();
  await screen.clock.install();
  const asked: number[] = [];
  screen.on("response", (response) => {
    if (response.url().endsWith("/api/caisses/C1/afficheur")) asked.push(response.status());
  });
  await screen.goto(new URL("/afficheur/C1", page.url()).href);
  return { screen, asked };
}

/** What the page beside has changed; resolves once the window has heard of it. */
async function stir({ page }: Desk, screen: Page): Promise<void> {
  const heard = screen.evaluate(() => new Promise<void>((done) => addEventListener("storage", () => done(), { once: true })));
  // The listener is there before anything changes: evaluations of one page run in their order.
  await screen.evaluate(() => null);
  await page.evaluate(() => localStorage.setItem("comptoir.test", String(Math.random())));
  await heard;
}

async function pass(screen: Page, seconds: number): Promise<void> {
  for (let at = 0; at < seconds; at += 3) await screen.clock.runFor(3_000);
}

Deno.test(
  "beside somebody who may have none, a window asks for a key once, whatever happens there, and again for the next",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    ok(await openTill(scene.shop.chloe));
    const desk = await scene.desk("nora", "127.0.0.4");
    const { screen, asked } = await beside(desk);
    await eventually(() => asked.length > 0, "the first question");
    for (let at = 0; at < 5; at++) {
      await stir(desk, screen);
      await pass(screen, 12);
    }
    assert.deepEqual(asked, [403]);
    const { token } = scene.shop.chloe;
    await desk.page.evaluate((token) => localStorage.setItem("comptoir.token", token), token!);
    await screen.locator(".display-idle").waitFor();
    assert.deepEqual(asked, [403, 200]);
  },
);

Deno.test(
  "beside a till that is not open, a window asks again when something changed there, and not within 30 s",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const desk = await scene.desk("chloe", "127.0.0.4");
    const { screen, asked } = await beside(desk);
    await eventually(() => asked.length > 0, "the first question");
    await pass(screen, 60);
    assert.deepEqual(asked, [409], "nothing has changed");
    await stir(desk, screen);
    await eventually(() => asked.length > 1, "the second question");
    await stir(desk, screen);
    await pass(screen, 12);
    assert.deepEqual(asked, [409, 409]);
    ok(await openTill(scene.shop.chloe));
    await pass(screen, 30);
    await screen.locator(".display-idle").waitFor();
    assert.deepEqual(asked, [409, 409, 200]);
  },
);

Deno.test(
  "an answer that is cut in the middle is asked for again, and so is a key that opens nothing, after a pause",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    ok(await openTill(scene.shop.chloe));
    const desk = await scene.desk("chloe", "127.0.0.4");
    await desk.context.route(KEY, (route) => route.fulfill({ status: 201, body: '{"caisse":"C1","cl' }), { times: 1 });
    const { screen, asked } = await beside(desk);
    await screen.locator(".display-idle").waitFor();
    await eventually(() => asked.length > 1, "the second question");
    await screen.close();
    await desk.page.evaluate(() => localStorage.removeItem("comptoir.display.C1"));

    const other = await desk.context.newPage();
    let given = 0;
    let ended = 0;
    other.on("websocket", (socket) => socket.on("close", () => ended += 1));
    await other.route(KEY, async (route) => {
      given += 1;
      const opensNothing = JSON.stringify({ caisse: "C1", cle: "x".repeat(43), personne_id: 1 });
      await (given < 3 ? route.fulfill({ status: 201, body: opensNothing }) : route.continue());
    });
    // Its time stands still until the test lets it pass.
    await other.clock.install();
    await other.clock.pauseAt(Date.now() + 60_000);
    await other.goto(new URL("/afficheur/C1", desk.page.url()).href);
    await eventually(() => ended > 0, "the line that was closed");
    await eventually(() => other.evaluate(() => localStorage.getItem("comptoir.display.C1") === null), "the key forgotten");
    await other.evaluate(() => fetch("/api/health").then((answer) => answer.text()));
    assert.equal(given, 1, "it waits");
    await eventually(async () => {
      await other.clock.runFor(1_000);
      return await other.locator(".display-idle").count() > 0 && given === 3;
    }, "a key that opens");
  },
);
