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
  // Whole paths, as a system's complaints quote them: a folder's name may be a person's.
  [/(['"])(?:\/|\\\\|[A-Za-z]:[\\/])[^'"\n]*\1/g, "'«path»'"],
  // Long numbers: telephones, cards, company numbers.
  [/\b(?:\d[ .-]?){9,}\d\b/g, "«number»"],
];

/** `folders` are full paths of this machine, the longest first. */
export function scrub(text: string, folders: readonly string[]): string {
  const bare = [...folders, homedir()].filter((folder) => folder.length > 1)
    .reduce((rest, folder) => rest.replace(anyForm(folder), "«folder»"), text);
  return PLACES.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), bare);
}

/** As it is, within a text that doubles what is turned back, and in the address of a file. */
function anyForm(folder: string): RegExp {
  const slashes = folder.replaceAll("\\", "/");
  const forms = new Set([folder, folder.replaceAll("\\", "\\\\"), slashes, encodeURI(slashes)]);
  const words = [...forms].sort((a, b) => b.length - a.length).map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  // Not the beginning of another name.
  return new RegExp(`(?:${words.join("|")})(?![\\p{L}\\p{N}_-])`, "giu");
}
