/** What a command does when its workers cannot be helped: it says so and ends. */
import type { LastResort } from "../database/workers/casualties.ts";

function end(reason: string): never {
  console.error(`Comptoir ends. ${reason}`);
  Deno.exit(1);
}

export const endProcess: LastResort = { end, replace: end };
