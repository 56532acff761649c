/** The project's own files, for the checks that look at all of them. */
import { join } from "node:path";

const ROOT = join(import.meta.dirname!, "..");

/** Text by path below the project's root, of the files under `folders` that end in one of `extensions`. */
export async function sources(folders: readonly string[], extensions: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = [...folders];
  for (const path of waiting) {
    const full = join(ROOT, path);
    if ((await Deno.stat(full)).isDirectory) {
      for await (const { name } of Deno.readDir(full)) waiting.push(`${path}/${name}`);
    } else if (extensions.some((extension) => path.endsWith(extension))) found.set(path, await Deno.readTextFile(full));
  }
  return found;
}
