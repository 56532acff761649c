/** How fast people are, and what a screen does about it. */
import type { Page } from "playwright-core";

/** Milliseconds in which a screen does not take an Enter that was meant for the one before. */
export const SETTLE_MS = 700;

/** Milliseconds from key to key: faster is a scanner. */
const PACE_MS = 80;
export const HAND = { delay: PACE_MS } as const;

export async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) {
    await page.keyboard.press(key);
    await page.waitForTimeout(PACE_MS);
  }
}

/** Until a screen takes what is not meant for the one before, and a button a second press. */
export async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
}

/** Enter, once the screen has one button to press and takes it. */
export async function enter(page: Page): Promise<void> {
  await page.locator(".main-button:enabled").last().waitFor();
  await settled(page);
  await page.keyboard.press("Enter");
}
