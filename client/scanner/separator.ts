/** What a scanner's keyboard has for GS, which a label has between fields of open length. */

/** It is typed as Ctrl+], as F8 or as itself. */
export function isSeparator({ key, code, ctrlKey, altKey }: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "altKey">): boolean {
  return key === "\u001d" || key === "F8" || (ctrlKey && !altKey && (key === "]" || code === "BracketRight"));
}
