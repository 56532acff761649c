/** At the sizes of a counter's screens: the key that pays is always whole, no key slips under the finger, eight lines are seen. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { BROWSER } from "../support/browser.ts";
import { DemoShop, GOODS } from "../support/demo_shop.ts";
import { keys } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { ok, openTill, sent } from "../support/shop.ts";

const SIZES = [[1280, 800], [1024, 768]] as const;
/** CSS pixels: the least that a finger hits. */
const TARGET = 48;
const BASKET = [
  "Baguette trad",
  "Croissant au b",
  "Éclair au café",
  "Pain au choc",
  "Pain complet",
  "Ficelle au",
  "Boule de seigle",
  "Pain aux",
];

interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly height: number;
}

const boxes = (of: Locator) =>
  of.evaluateAll((parts) =>
    parts.map((part): Box => {
      const { top, bottom, height } = part.getBoundingClientRect();
      return { top, bottom, height };
    })
  );

/** What is wrong with the payment's keys, in words; the top of its first key, in CSS pixels. */
async function payment(page: Page, where: string): Promise<{ wrong: string[]; first: number }> {
  const [pane] = await boxes(page.locator(".payment"));
  const [pay] = await boxes(page.locator(".payment > .main-button"));
  const pressed = await boxes(page.locator(".payment-keys button"));
  const wrong = [
    ...pay!.bottom > pane!.bottom ? [`the key that pays ends ${pay!.bottom - pane!.bottom} px below its pane`] : [],
    ...pressed.some(({ bottom }) => bottom > pay!.top + 0.5)
      ? [`the key that pays covers others by ${Math.max(...pressed.map(({ bottom }) => bottom)) - pay!.top} px`]
      : [],
    ...pressed.some(({ height }) => height < TARGET)
      ? [`a key is ${Math.min(...pressed.map(({ height }) => height))} px high`]
      : [],
  ];
  return {
    wrong: wrong.map((what) => `${where}: ${what}`),
    first: (await boxes(page.locator(".payment .keypad-key").first()))[0]!.top,
  };
}

Deno.test(
  "whatever is said above them, the payment's keys are whole and large enough; what the payment says moves none",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    ok(await openTill(await shop.person("caisse1"), 100_00));
    const sale = await sent(await shop.person("vendeur1"), [GOODS.baguette, GOODS.eclair]);
    const page = await shop.signIn(await shop.device("caisse1"), "caisse1");
    await page.locator(`[data-ticket="${sale.id}"] button`).click();
    const wrong: string[] = [];
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height });
      await page.locator(".payment").waitFor();
      await page.getByText("éligible").waitFor();
      const plain = await payment(page, `${width} plain`);
      await keys(page, "5", "0", "F4");
      await page.getByText("Seules les espèces peuvent dépasser").waitFor();
      const told = await payment(page, `${width} told`);
      if (Math.abs(plain.first - told.first) > TARGET / 4) {
        wrong.push(
          `${width}: the keys move by ${told.first - plain.first} px`,
        );
      }
      await scan(page, await codeOf(shop, GOODS.baguette));
      await page.getByText("Non ajouté").waitFor();
      const stray = await payment(page, `${width} scanned`);
      await page.getByRole("button", { name: "Compris" }).click();
      await keys(page, "1", "Escape");
      await page.getByText("Seules les espèces peuvent dépasser").waitFor({ state: "detached" });
      wrong.push(...plain.wrong, ...told.wrong, ...stray.wrong);
    }
    assert.deepEqual(wrong, []);
  },
);

async function codeOf(shop: DemoShop, product: number): Promise<string> {
  const { rows } = ok(await shop.owner.query("select", "SELECT code_barres FROM produits WHERE id = ?", [product]));
  return rows[0].code_barres;
}

Deno.test(
  "eight lines of a ticket are seen at 1280×800, with what a shop with deposits adds: a seller's and a cashier's",
  BROWSER,
  async () => {
    await using shop = await DemoShop.open();
    ok(await openTill(await shop.person("caisse1"), 100_00));
    for (const who of ["vendeur1", "caisse1"] as const) {
      const page = await shop.signIn(await shop.device(who), who);
      await page.setViewportSize({ width: 1280, height: 800 });
      if (who === "caisse1") {
        await page.getByText("Caisse C1 ouverte").waitFor();
        await keys(page, "F2");
      }
      const search = page.getByPlaceholder("Chercher un produit");
      const lines = page.locator(".line");
      for (const [at, label] of BASKET.entries()) {
        await search.fill(label);
        await page.locator(".tile").filter({ hasText: label }).first().click();
        await lines.nth(at).waitFor();
      }
      await page.getByRole("button", { name: /^Consignes rendues/ }).waitFor();
      const [body] = await boxes(page.locator(":is(.ticket, .direct) > .pane-body"));
      const seen = (await boxes(lines)).filter(({ top, bottom }) => top >= body!.top - 1 && bottom <= body!.bottom + 1);
      assert.equal(seen.length, BASKET.length, `${who}: ${JSON.stringify([body, seen.at(-1)])}`);
    }
  },
);
