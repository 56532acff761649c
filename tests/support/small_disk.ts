/** A disk of so many bytes, which one command alone sees: memory, mounted in a namespace of its own. */
import { where } from "./where.ts";

const INSIDE = Deno.uid() === 0 ? ["unshare", "-m"] as const : ["unshare", "-rm"] as const;

/** Before a command: `size` (`64k`, `4m`) is mounted at `place`, then this script runs, in which `"$@"` is the command. Code 99 where that cannot be. */
export function onDiskOf(size: string, place: string, then: string): [string, ...string[]] {
  return [...INSIDE, "sh", "-c", `mount -t tmpfs -o size=${size} tmpfs '${place}' || exit 99; ${then}`, "sh"];
}

async function canMount(): Promise<boolean> {
  if (Deno.build.os !== "linux") return false;
  const place = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const [program, ...args] = onDiskOf("64k", place, "true");
  const tried = await new Deno.Command(program, { args, stderr: "null" }).output().catch(() => null);
  await Deno.remove(place);
  return tried?.success === true;
}

/** For a test that wants one. */
export const whereSmallDisks = where(await canMount(), "no small disk can be mounted on this machine");
