/** A folder with all that is in it, once more. */
import { copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";

export function copySync(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (statSync(`${from}/${name}`).isDirectory()) copySync(`${from}/${name}`, `${to}/${name}`);
    else copyFileSync(`${from}/${name}`, `${to}/${name}`);
  }
}
