/** A folder that another user of this machine can reach and run programs in, wherever the folder for temporary files lies. */

const NOBODY = 65_534;

/** Whoever owns nothing here, and may do nothing but what everybody may. */
export const AS_NOBODY = [
  "setpriv",
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  "--clear-groups",
  "--bounding-set=-all",
  "--inh-caps=-all",
] as const;

/** Null, with the reason printed, where this user may not become another, or every place is closed to that other. */
export async function anybodysPlace(prefix: string): Promise<string | null> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) {
    console.log("ignored: only root on Linux can become another user here");
    return null;
  }
  const refused: string[] = [];
  // The first is wherever TMPDIR says; a parent of it may be closed, and a memory disk may run nothing.
  for (const dir of [undefined, "/var/tmp", "/tmp", "/dev/shm", "/srv"]) {
    const place = await Deno.makeTempDir({ prefix, ...(dir === undefined ? {} : { dir }) }).catch(() => null);
    if (place === null) continue;
    await Deno.chmod(place, 0o755);
    if (await runsThere(place)) return place;
    await Deno.remove(place, { recursive: true });
    refused.push(place);
  }
  console.log(`ignored: another user can reach and run nothing in any of ${refused.join(", ")}`);
  return null;
}

/** Hands a folder over to that other user. */
export function giveToNobody(folder: string): Promise<void> {
  return Deno.chown(folder, NOBODY, NOBODY);
}

/** Whether this file is that other user's. */
export async function isNobodys(file: string): Promise<boolean> {
  return (await Deno.stat(file)).uid === NOBODY;
}

/** Tried, rather than read from rights: of the parents, of lists beside them, of how it is mounted. */
async function runsThere(place: string): Promise<boolean> {
  const probe = `${place}/probe`;
  await Deno.writeTextFile(probe, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  const [program, ...args] = [...AS_NOBODY, probe];
  const { success } = await new Deno.Command(program!, { args, stdin: "null", stdout: "null", stderr: "null", cwd: "/" })
    .output();
  await Deno.remove(probe);
  return success;
}
