/** Where Tab leads on a page as it stands, and whether people see where they are. */
import type { Page } from "playwright-core";

/** Tab stops beyond which a page is taken to hold the focus for ever. */
const MOST = 250;

export interface FocusStop {
  /** What a person would call it. */
  readonly what: string;
  /** An outline, shadow or border that is there with the focus alone. */
  readonly marked: boolean;
  /** Something else lies over all of it, or it is out of sight. */
  readonly hidden: boolean;
  /** Where it stands in the order of the document. */
  readonly place: number;
  /** A dialog is open, and this is no part of it. */
  readonly outside: boolean;
  /** Tab leads there before what stands ahead of it. */
  readonly jumps: boolean;
}

/** Presses Tab from the page's beginning until it starts over; the focus is afterwards where it was. */
export async function focusStops(page: Page): Promise<readonly FocusStop[]> {
  await page.evaluate(remember);
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.getElementById("last-of-all")!.remove());
  const stops: FocusStop[] = [];
  try {
    while (stops.length < MOST) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(look);
      // Past the last one the focus leaves the document, as it does for the browser's own controls.
      if (stop === null || stops.some(({ place }) => place === stop.place)) return stops;
      stops.push(stop);
    }
    throw new Error(`more than ${MOST} stops for Tab`);
  } finally {
    await page.evaluate(giveBack);
  }
}

/** What is wrong with a stop, in words. */
export function focusProblems({ what, marked, hidden, outside, jumps }: FocusStop): string[] {
  return [
    ...marked ? [] : [`“${what}” has no mark`],
    ...hidden ? [`“${what}” is hidden`] : [],
    ...outside ? [`“${what}” is behind the dialog`] : [],
    ...jumps ? [`“${what}” jumps the queue`] : [],
  ];
}

/** What a person calls the element that has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? "" : element.getAttribute("aria-label") ?? element.textContent!.trim();
  });
}

/* The following run in the page. */

interface Kept {
  kept?: HTMLElement | null;
}

function remember(): void {
  const active = document.activeElement as HTMLElement | null;
  (globalThis as Kept).kept = active;
  // From a last stop Tab leaves the document: the next one is its true beginning.
  const last = document.createElement("button");
  last.id = "last-of-all";
  (document.querySelector("dialog[open]") ?? document.body).append(last);
  last.focus({ preventScroll: true });
}

function giveBack(): void {
  const { kept } = globalThis as Kept;
  if (kept === undefined || kept === null || !kept.isConnected || kept === document.body) {
    (document.activeElement as HTMLElement | null)?.blur();
  } else kept.focus();
}

function look(): FocusStop | null {
  const element = document.activeElement as HTMLElement | null;
  if (element === null || element === document.body || element.matches("dialog")) return null;
  // The same element without the focus is what it is told apart from.
  const twin = element.cloneNode(false) as HTMLElement;
  element.after(twin);
  const [mine, its] = [element, twin].map((one) => {
    const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(one);
    return [outlineStyle === "none" ? "" : outlineWidth, boxShadow, borderColor].join(" ");
  });
  twin.remove();
  const { left, top, width, height } = element.getBoundingClientRect();
  const seen = [0.1, 0.5, 0.9].some((x) =>
    [0.1, 0.5, 0.9].some((y) => {
      const hit = document.elementFromPoint(left + width * x, top + height * y);
      return hit !== null && element.contains(hit);
    })
  );
  const dialog = document.querySelector("dialog[open]");
  return {
    what: (element.getAttribute("aria-label") ?? (element.textContent || element.getAttribute("name") || element.tagName)).trim()
      .slice(0, 60),
    marked: mine !== its,
    hidden: !seen,
    place: [...document.querySelectorAll("*")].indexOf(element),
    outside: dialog !== null && !dialog.contains(element),
    jumps: element.tabIndex > 0,
  };
}
