/** `deno task compile` as a test runs it. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));
export const DIST: string = join(ROOT, "dist");

export function compile(args: readonly string[], env: Record<string, string> = {}): Promise<Deno.CommandOutput> {
  const run = ["run", "-A", "--quiet", join(ROOT, "scripts", "compile.ts"), ...args];
  return new Deno.Command(Deno.execPath(), { args: run, cwd: ROOT, env }).output();
}
