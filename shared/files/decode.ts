/** Bytes of a text file as text, whatever wrote it: by its mark, else UTF-8 where it is whole UTF-8, else what Windows writes. */

export function decode(bytes: Uint8Array): string {
  const encoding = marked(bytes) ?? unmarkedWide(bytes);
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function marked([a, b]: Uint8Array): string | null {
  return a === 0xff && b === 0xfe ? "utf-16le" : a === 0xfe && b === 0xff ? "utf-16be" : null;
}

/** Without a mark, text of two bytes each shows by the noughts in every other place: no text of one byte has any. */
function unmarkedWide(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, 1_000);
  const noughts = [0, 0] as [number, number];
  for (const [at, byte] of head.entries()) if (byte === 0) noughts[at % 2 as 0 | 1] += 1;
  if (Math.max(...noughts) < head.length / 4) return null;
  return noughts[1] > noughts[0] ? "utf-16le" : "utf-16be";
}
