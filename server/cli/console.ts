/** What the command line says and hears. */
import { DataFolder } from "../database/files/folder.ts";
import { usualFolder } from "./data_place.ts";

/** A trouble that one plain sentence tells, with its remedy: exit code 1, no stack. */
export class Refused extends Error {}

/** `--data`, else where it usually lies. */
export function dataFolder(data: string | undefined): DataFolder {
  return data !== undefined ? new DataFolder(data) : usualFolder();
}

/** The folder of a shop that exists already. */
export function existingFolder(data: string | undefined): DataFolder {
  const folder = dataFolder(data);
  try {
    if (Deno.statSync(folder.database).isFile) return folder;
  } catch {
    // Told below.
  }
  throw new Refused(`There is no shop in '${folder.path}': name its folder with --data, or start the server once.`);
}

/** A password from standard input; one trailing newline is dropped. */
export async function passwordFromStdin(): Promise<string> {
  return (await new Response(Deno.stdin.readable).text()).replace(/\r?\n$/, "");
}

export async function waitForKey(): Promise<void> {
  console.error("\nAppuyez sur une touche pour fermer. / Press a key to close.");
  Deno.stdin.setRaw(true);
  await Deno.stdin.read(new Uint8Array(1));
}
