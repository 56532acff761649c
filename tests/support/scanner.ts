/** A barcode scanner at a browser: trusted key events, as fast as the browser takes them. */
import type { Page } from "playwright-core";

/** What an AZERTY PC makes of the digit row without Shift. */
const AZERTY = "à&é\"'(-è_ç";

/** Scans a code of digits. `azerty`: the scanner is set to a US keyboard, the PC to a French one. */
export async function scan(page: Page, code: string, azerty = false): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = [...code].map((digit) => {
    const text = azerty ? AZERTY[Number(digit)]! : digit;
    return { code: `Digit${digit}`, key: text, text };
  });
  const sent = [...keys, { code: "Enter", key: "Enter", text: "\r" }].flatMap((key) => [
    session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key, unmodifiedText: key.text }),
    session.send("Input.dispatchKeyEvent", { type: "keyUp", code: key.code, key: key.key }),
  ]);
  await Promise.all(sent);
  await session.detach();
}
