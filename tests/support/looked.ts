/** A page at one moment of a test, looked at in each size. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { findingsOn } from "./axe.ts";

const SIZES = [[1280, 800], [1024, 768], [390, 844]] as const;
/** Where pictures go, for whoever looks at them. */
const PICTURES = Deno.env.get("TEST_PICTURES");

/** axe in each size, light and dark, and a picture where one is wanted. */
export async function looked(page: Page, name: string, at?: Locator): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await at?.evaluate((element) => element.scrollIntoView({ block: "center" }));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await findingsOn(page, width === 1280 && colorScheme === "light" ? "all" : "contrast");
      assert.deepEqual(found, [], `${name}, ${width} px, ${colorScheme}`);
      if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}-${width}-${colorScheme}.png` });
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.equal(wide, false, `${name} is wider than ${width} px`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}
