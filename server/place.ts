/** Where the program's own files lie: in a checkout, and inside the executable, which holds them bundled, those that are shared in its root. */
const BUNDLED = import.meta.url.endsWith(".js");
const ROOT = new URL(BUNDLED ? "./" : "../", import.meta.url);

/** A module of the program that is loaded by its name. `path` is that of a checkout, without its ending. */
export function moduleAt(path: string): URL {
  return new URL(`${path}.${BUNDLED ? "js" : "ts"}`, ROOT);
}

export function fileAt(path: string): URL {
  return new URL(path, ROOT);
}
