/** A barcode scanner at a browser: trusted key events, 8 ms apart by their own clock, however busy the machine is. */
import type { CDPSession, Page } from "playwright-core";

/** The keyboard that the scanner is set to, and that of the PC where it is another. */
export type Layout = "us" | "us on azerty" | "azerty";

interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly shift?: boolean;
}

/** The digit row of an AZERTY PC without Shift. */
const AZERTY = "à&é\"'(-è_ç";
/** What stands on an AZERTY keyboard where a US one has other letters, and the other way round. */
const MOVED: Readonly<Record<string, string>> = { A: "Q", Q: "A", Z: "W", W: "Z" };
/** Seconds from key to key, and of a slow scanner. */
export const SLOW_GAP_S = 0.07;
const GAP_S = 0.008;
/** Seconds after which a slow machine's page hears a key, and milliseconds from one to the next. */
const LATE_S = 0.5;
const LATE_GAP_MS = 120;
/** As the protocol counts them. */
const [ALT, CTRL, SHIFT] = [1, 2, 8];

/** Scans a code of digits, capital letters and hyphens. */
export async function scan(page: Page, code: string, layout: Layout = "us", gapS = GAP_S): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await Promise.all(sendingOf(session, code, layout, Date.now() / 1000, gapS).map((send) => send()));
  await session.detach();
}

const ENTER = { code: "Enter", key: "Enter", shiftKey: false, ctrlKey: false, altKey: false };

/** Presses the keys of a scanner, as `gun.ts` makes them, and Enter or other ones behind them. */
export async function pressKeys(
  page: Page,
  strokes: readonly Pick<KeyboardEvent, "code" | "key" | "shiftKey" | "ctrlKey" | "altKey">[],
  ending = [ENTER],
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  const keys = [...strokes, ...ending];
  await Promise.all(keys.flatMap(({ code, key, shiftKey, ctrlKey, altKey }, at) => {
    const timestamp = start + at * GAP_S;
    const modifiers = (altKey ? ALT : 0) + (ctrlKey ? CTRL : 0) + (shiftKey ? SHIFT : 0);
    const text = key === "Enter" ? "\r" : [...key].length === 1 && !ctrlKey ? key : "";
    const down = {
      type: text === "" ? "rawKeyDown" : "keyDown",
      code,
      key,
      text,
      unmodifiedText: text,
      modifiers,
      timestamp,
      // The browser edits by this number alone.
      ...key === "Backspace" ? { windowsVirtualKeyCode: 8 } : {},
    } as const;
    return [
      session.send("Input.dispatchKeyEvent", down),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", code, key, modifiers, timestamp: timestamp + GAP_S / 2 }),
    ];
  }));
  await session.detach();
}

/** Letters of somebody in a hurry, each this many seconds after the one before, which a busy page all hears at once. */
export async function typeHeardAtOnce(page: Page, letters: readonly (readonly [letter: string, gapS: number])[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let timestamp = Date.now() / 1000;
  await Promise.all(letters.flatMap(([text, gapS]) => {
    timestamp += gapS;
    const stroke = { code: `Key${text.toUpperCase()}`, key: text, timestamp };
    return [
      session.send("Input.dispatchKeyEvent", { type: "keyDown", ...stroke, text, unmodifiedText: text }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", ...stroke }),
    ];
  }));
  await session.detach();
}

/** Scans where the machine has so much to do that the page hears each key well after it was pressed. */
export async function scanHeardLate(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const pressed = Date.now() / 1000 - LATE_S;
  for (const [at, send] of sendingOf(session, code, "us", pressed, GAP_S).entries()) {
    if (at % 2 === 0) await page.waitForTimeout(LATE_GAP_MS);
    await send();
  }
  await session.detach();
}

/** What sends its keys, pressed and let go. */
function sendingOf(session: CDPSession, code: string, layout: Layout, start: number, gapS: number): (() => Promise<unknown>)[] {
  const strokes: Stroke[] = [...[...code].map((character) => strokeOf(character, layout)), { code: "Enter", key: "Enter" }];
  return strokes.flatMap(({ code, key, shift }, at) => {
    const timestamp = start + at * gapS;
    const text = key === "Enter" ? "\r" : key;
    const modifiers = shift === true ? SHIFT : 0;
    return [
      () =>
        session.send("Input.dispatchKeyEvent", { type: "keyDown", code, key, text, unmodifiedText: text, modifiers, timestamp }),
      () => session.send("Input.dispatchKeyEvent", { type: "keyUp", code, key, modifiers, timestamp: timestamp + gapS / 2 }),
    ];
  });
}

function strokeOf(character: string, layout: Layout): Stroke {
  const pressed = layout === "azerty" ? MOVED[character] ?? character : character;
  const shown = layout === "us on azerty" ? MOVED[character] ?? character : character;
  if (/[A-Z]/.test(character)) return { code: `Key${pressed}`, key: shown, shift: true };
  if (character === "-") {
    if (layout === "azerty") return { code: "Digit6", key: "-" };
    return { code: "Minus", key: layout === "us" ? "-" : ")" };
  }
  const code = `Digit${character}`;
  if (layout === "us on azerty") return { code, key: AZERTY[Number(character)]! };
  return { code, key: character, shift: layout === "azerty" };
}
