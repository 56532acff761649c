/** What the till fetches after its page: there before it is asked for, and where it could not come, said without losing anything. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { BROWSER, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { scan } from "../support/scanner.ts";
import { ok, openTill } from "../support/shop.ts";

routed();

/** Chloé at C1, which is open. */
async function atTheTill(scene: CashDesks): Promise<Page> {
  ok(await openTill(scene.shop.chloe));
  const { page } = await scene.desk("chloe", "127.0.0.4");
  await page.getByText("Caisse C1 ouverte").waitFor();
  return page;
}

const ASIDE = "**/aside-*.js";
const CODES = "**/codes_aside-*.js";

Deno.test(
  "what no payment from the queue needs is here by itself: articles are rung up and the drawer is counted on screens that open while the server is away",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await atTheTill(scene);
    await page.waitForFunction((parts) => {
      const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
      return parts.every((part) => fetched.some((name) => name.includes(part)));
    }, ["/aside-", "/direct_aside-", "/codes_aside-"]);
    await page.context().setOffline(true);
    await page.keyboard.press("F2");
    await page.getByRole("button", { name: "Ajouter Pain" }).click();
    await page.locator(".direct-line", { hasText: "Pain" }).waitFor();
    // What reads a code that is in no memory is here as well: it knows a wrong digit, and what it would have to ask.
    await scan(page, "4006381333932");
    await page.getByText("Code mal lu").waitFor();
    await scan(page, "4006381333931");
    await page.getByText("Serveur injoignable").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("F9");
    await page.getByLabel("Nombre de 20 €").fill("3");
    assert.equal(await page.getByLabel("Nombre de 20 €").inputValue(), "3");
  },
);

Deno.test(
  "a dialog that cannot be fetched is told of; what was rung up stays, and once the server is back it opens",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await atTheTill(scene);
    await page.route(ASIDE, (route) => route.abort());
    await page.reload();
    await page.getByText("Caisse C1 ouverte").waitFor();
    await page.keyboard.press("F2");
    await page.getByRole("button", { name: "Ajouter Pain" }).click();
    await page.locator(".direct-line", { hasText: "Pain" }).waitFor();

    const missing = page.getByRole("dialog", { name: "Le serveur ne répond pas" });
    const discount = page.getByRole("dialog", { name: "Remise sur le ticket" });
    await page.keyboard.press("F4");
    await missing.waitFor();
    await page.keyboard.press("Escape");
    await missing.waitFor({ state: "detached" });
    assert.equal(await page.locator(".direct-line", { hasText: "Pain" }).count(), 1);
    await page.keyboard.press("F4");
    await missing.waitFor();
    await page.unroute(ASIDE);
    await page.keyboard.press("Enter");
    await discount.waitFor();
    await page.keyboard.press("Escape");
    await discount.waitFor({ state: "detached" });

    assert.equal(await page.locator(".direct-line", { hasText: "Pain" }).count(), 1);
  },
);

Deno.test(
  "a scan that a part of the page is missing for begins the page anew; one that a part fails at blames no network",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await atTheTill(scene);
    const faults: string[] = [];
    page.on("pageerror", ({ message }) => faults.push(message));

    // A server that was brought up to date has no longer the parts of the page that is open.
    await page.route(CODES, (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await page.getByText("Caisse C1 ouverte").waitFor();
    const begun = page.waitForEvent("load");
    await scan(page, "4006381333931");
    await begun;

    await page.unroute(CODES);
    await page.route(CODES, async (route) => {
      const whole = await (await route.fetch()).text();
      const broken = whole.replace(/async meant\((\w+)\)\{/, '$&$1={get readings(){throw new TypeError("own")}};');
      assert.notEqual(broken, whole);
      await route.fulfill({ contentType: "text/javascript", body: broken });
    });
    await page.reload();
    await page.getByText("Caisse C1 ouverte").waitFor();
    await scan(page, "4006381333931");
    await page.locator(".scan-problem", { hasText: "4006381333931" }).filter({ hasText: "Code inconnu" }).waitFor();
    assert.deepEqual(faults, ["own"]);
  },
);
