/** What a scanner's keyboard has for GS, which a label has between fields of open length. */
import type { Stroke } from "./scanner.ts";

/** It is typed as Ctrl+], as F8 or as itself. */
export function isSeparator({ key, code, ctrlKey, altKey }: Stroke): boolean {
  return key === "\u001d" || key === "F8" || (ctrlKey && !altKey && (key === "]" || code === "BracketRight"));
}
