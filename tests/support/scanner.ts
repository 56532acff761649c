/** A barcode scanner at a browser: trusted key events, 8 ms apart by their own clock, however busy the machine is. */
import type { Page } from "playwright-core";

/** What an AZERTY PC makes of the digit row without Shift. */
const AZERTY = "à&é\"'(-è_ç";

/** Seconds from key to key. */
const GAP_S = 0.008;

/** Scans a code of digits. `azerty`: the scanner is set to a US keyboard, the PC to a French one. */
export async function scan(page: Page, code: string, azerty = false): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = [...code].map((digit) => {
    const text = azerty ? AZERTY[Number(digit)]! : digit;
    return { code: `Digit${digit}`, key: text, text };
  });
  const start = Date.now() / 1000;
  const sent = [...keys, { code: "Enter", key: "Enter", text: "\r" }].flatMap(({ code, key, text }, at) => {
    const timestamp = start + at * GAP_S;
    return [
      session.send("Input.dispatchKeyEvent", { type: "keyDown", code, key, text, unmodifiedText: text, timestamp }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", code, key, timestamp: timestamp + GAP_S / 2 }),
    ];
  });
  await Promise.all(sent);
  await session.detach();
}
