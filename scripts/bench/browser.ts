/**
 * How the screens feel: Chromium against this build with 10,000 products. What is short is measured
 * inside the page, from the event's dispatch to the frame that shows what came of it. Chromium does not
 * wait for a display here: a real one adds at most a frame (16.7 ms at 60 Hz).
 */
import { type Browser, chromium } from "playwright-core";
import { BUDGETS } from "../weight.ts";
import { findChromium } from "../../tests/support/browser.ts";
import { BigShop } from "./browser/big_shop.ts";
import { coldStarts, scriptBytes } from "./browser/first_use.ts";
import { keystrokes, scans, sendings, taps } from "./browser/seller.ts";
import { quantile, table } from "./figures.ts";

/** Beside those of the tests: a frame is drawn as soon as there is something to draw. */
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-gpu-vsync", "--disable-frame-rate-limit"];

/** What is wanted of the median is nothing: people remember the slow one in twenty. */
interface Row {
  readonly label: string;
  readonly values: readonly number[];
  readonly below: number;
  readonly unit: "ms" | "KiB";
}

/** `samples` of what is short; less of what takes long. Answers a table, or why there is none. */
export async function measureBrowser(samples: number): Promise<string> {
  const executablePath = findChromium();
  if (executablePath === null) return "No Chromium here: set CHROMIUM to its path";
  await using shop = await BigShop.open();
  const browser = await chromium.launch({ executablePath, args: FLAGS, headless: true });
  try {
    const rows = await measure(shop, browser, samples);
    const head = `\n${shop.products.length.toLocaleString("en")} products, Chromium ${browser.version()}:\n\n`;
    return head + table(["", "samples", "median", "p95", "wanted", ""], rows.map(asCells));
  } finally {
    await browser.close();
  }
}

async function measure(shop: BigShop, browser: Browser, samples: number): Promise<Row[]> {
  const few = Math.max(3, Math.round(samples / 5));
  const cold = await coldStarts(shop, browser, few);
  const bytes = await scriptBytes(shop, browser);
  const rows: Row[] = [
    { label: "keystroke → results painted", values: await keystrokes(shop, browser, samples), below: 16, unit: "ms" },
    { label: "tap on a tile → line in the ticket", values: await taps(shop, browser, samples), below: 50, unit: "ms" },
    { label: "end of a scan → line in the ticket", values: await scans(shop, browser, samples), below: 100, unit: "ms" },
    { label: "sent → in the cashier's queue", values: await sendings(shop, browser, samples), below: 200, unit: "ms" },
    { label: "cold cache: page → sign-in", values: cold.signIn, below: 1_000, unit: "ms" },
    { label: "cold cache: sign-in → products", values: cold.products, below: 1_000, unit: "ms" },
  ];
  const sizes = Object.entries(bytes).map(([role, size]): Row => {
    return { label: `scripts for '${role}', gzip`, values: [size / 1024], below: BUDGETS[role]!.all / 1024, unit: "KiB" };
  });
  return [...rows, ...sizes];
}

function asCells({ label, values, below, unit }: Row): string[] {
  const p95 = quantile(values, 0.95);
  const verdict = values.length === 0 ? "not measured" : p95 < below ? "" : "MISSED";
  return [label, String(values.length), figure(quantile(values, 0.5), unit), figure(p95, unit), `< ${below} ${unit}`, verdict];
}

function figure(value: number, unit: string): string {
  return `${value.toFixed(1)} ${unit}`;
}
