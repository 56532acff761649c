/** A file that is named on the command line. */
import { readFileSync, statSync } from "node:fs";
import { Refused } from "./console.ts";

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "whoever runs this may not read it",
  EPERM: "whoever runs this may not read it",
  EISDIR: "it is a folder",
};

/** null for one of more than so many bytes. Throws `Refused` for what cannot be read. */
export function namedFile(file: string, most: number): Uint8Array<ArrayBuffer> | null {
  try {
    return statSync(file).size > most ? null : new Uint8Array(readFileSync(file));
  } catch (error) {
    const { code = "" } = error as { code?: string };
    throw new Refused(`'${file}' cannot be read: ${UNREADABLE[code] ?? code}.`);
  }
}
