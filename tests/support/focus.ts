/** Where Tab leads on a page as it stands, and whether people see where they are. */
import type { CDPSession, Page } from "playwright-core";

/** Tab stops beyond which a page is taken to hold the focus for ever; the words for programmers have the most, some three hundred. */
const MOST = 500;

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

/** Tabs that are sent together before the page is asked where they led: it draws them in a few frames, not in one for each. */
const AT_ONCE = 16;

/** Presses Tab from the page's beginning until it starts over; the focus is afterwards where it was. */
export async function focusStops(page: Page): Promise<readonly FocusStop[]> {
  const session = await page.context().newCDPSession(page);
  await page.evaluate(remember);
  await tab(session);
  await page.evaluate(follow);
  try {
    for (let pressed = 0; pressed < MOST; pressed += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => tab(session)));
      const { over, stops } = await page.evaluate(walked);
      if (over) return stops;
    }
    throw new Error(`more than ${MOST} stops for Tab`);
  } finally {
    await page.evaluate(giveBack);
    await session.detach();
  }
}

/** Presses it and lets it go; the page hears both before whatever is sent afterwards. */
async function tab(session: CDPSession): Promise<void> {
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9 };
  const down = session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
  await Promise.all([down, session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key })]);
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

interface Walk {
  readonly stops: FocusStop[];
  over: boolean;
}
interface Kept {
  kept?: HTMLElement | null;
  walk?: Walk;
  /** Ends what follows the keys. */
  unfollow?: () => void;
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

/** Notes from now on where each Tab led; once it led out of the document or starts over, it leads nowhere any more. */
function follow(): void {
  document.getElementById("last-of-all")!.remove();
  const walk: Walk = { stops: [], over: false };
  const note = () => {
    if (walk.over) return;
    const stop = look();
    if (stop === null || walk.stops.some(({ place }) => place === stop.place)) walk.over = true;
    else walk.stops.push(stop);
  };
  const hold = (event: Event) => {
    if (walk.over) event.preventDefault();
  };
  addEventListener("keyup", note, true);
  addEventListener("keydown", hold, true);
  const unfollow = () => {
    removeEventListener("keyup", note, true);
    removeEventListener("keydown", hold, true);
  };
  Object.assign(globalThis, { walk, unfollow } satisfies Kept);

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
      what: (element.getAttribute("aria-label") ?? (element.textContent || element.getAttribute("name") || element.tagName))
        .trim()
        .slice(0, 60),
      marked: mine !== its,
      hidden: !seen,
      place: [...document.querySelectorAll("*")].indexOf(element),
      outside: dialog !== null && !dialog.contains(element),
      jumps: element.tabIndex > 0,
    };
  }
}

function walked(): Walk {
  return (globalThis as Kept).walk!;
}

function giveBack(): void {
  const { kept, unfollow } = globalThis as Kept;
  unfollow?.();
  if (kept === undefined || kept === null || !kept.isConnected || kept === document.body) {
    (document.activeElement as HTMLElement | null)?.blur();
  } else kept.focus();
}
