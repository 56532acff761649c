/** Where a tour of the screens stops, to be looked at. */
import type { Locator, Page } from "playwright-core";
import { routed } from "../browser.ts";

routed();

export interface Stop {
  /** The area, then the state: `caisse-payment`. */
  readonly name: string;
  readonly page: Page;
  /** What a narrow screen must be shown first; null where it shows the same. */
  readonly narrow: ((page: Page) => Promise<void>) | null;
  /** On a narrow screen alone: a wide one was shown this already. */
  readonly onlyNarrow: boolean;
  /** What stands in the middle of the screen at every size; null where the page's beginning is what is looked at. */
  readonly middle: Locator | null;
  /** Millimetres of the paper that it is printed on; null for a screen. */
  readonly paper: number | null;
}

/** Looks at a stop; leaves the page as it was. */
export type Look = (stop: Stop) => Promise<void>;

/** How sections name their stops. */
export type Show = (
  name: string,
  page: Page,
  more?: Partial<Pick<Stop, "narrow" | "onlyNarrow" | "middle" | "paper">>,
) => Promise<void>;

export function showing(look: Look): Show {
  return (name, page, more = {}) => look({ name, page, narrow: null, onlyNarrow: false, middle: null, paper: null, ...more });
}

/** Of the question whether a band stands above the page: until that is answered nothing else is drawn. */
const MARKS = "b.demo";

/** Holds back what the page asks for under a pattern until `release`, which lets it pass. */
export async function holdBack(page: Page, pattern: string | RegExp): Promise<{ release(): Promise<void> }> {
  const gate = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    if (route.request().postData()?.includes(MARKS) !== true) await gate.promise;
    // The page may have gone on without it.
    await route.continue().catch(() => {});
  });
  return {
    async release() {
      gate.resolve();
      await page.unroute(pattern);
    },
  };
}
