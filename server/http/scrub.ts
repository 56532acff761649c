/** Text without what names a person, a place or a secret: for what leaves the shop. */
import { homedir } from "node:os";

const PLACES: readonly (readonly [RegExp, string])[] = [
  // Addresses of mail, of machines, of networks.
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "«mail»"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "«address»"],
  [/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|\b(?:[0-9a-f]{1,4}:)+:[0-9a-f:]*\b/gi, "«address»"],
  // Tokens, keys, hashes, passwords as they are stored.
  [/\$2[aby]\$[^\s]+/g, "«secret»"],
  [/\b[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}\b/g, "«secret»"],
  [/\b(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])[\w+/-]{32,}={0,2}/gi, "«secret»"],
  // Long numbers: telephones, cards, company numbers.
  [/\b(?:\d[ .-]?){9,}\d\b/g, "«number»"],
];

/** `folders` are paths of this machine, the longest first. */
export function scrub(text: string, folders: readonly string[]): string {
  const bare = [...folders, homedir()].filter((folder) => folder.length > 1)
    .reduce((rest, folder) => rest.replaceAll(folder, "«folder»"), text);
  return PLACES.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), bare);
}
