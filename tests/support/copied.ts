/** A folder with all that is in it, once more. */
import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Each file with its mode; none whose name fits `leftOut`. */
export function copySync(from: string, to: string, leftOut: RegExp | null = null): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (leftOut?.test(entry.name)) continue;
    if (entry.isDirectory()) copySync(join(from, entry.name), join(to, entry.name), leftOut);
    else copyFileSync(join(from, entry.name), join(to, entry.name));
  }
}
