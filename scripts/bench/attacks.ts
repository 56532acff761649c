/**
 * What the shop feels of an attack: whether sign-in tells known names by its time, what endless queries
 * and a flood of wrong passwords cost the others. Alone: `deno run -A scripts/bench/attacks.ts`.
 */
import { join, type Person, startServer, type TestServer } from "../../tests/support/server.ts";
import { measureEndless } from "./attacks/endless.ts";
import { measureFlood, measureSignIn } from "./attacks/guesses.ts";
import { table } from "./figures.ts";

export async function measureAttacks(server: TestServer, owner: Person): Promise<string> {
  const seller = await join(owner, "attaquant", "vendeur", "127.0.3.1");
  try {
    const signIns = await measureSignIn(server);
    const queries = await measureEndless(server, owner, seller);
    const flood = await measureFlood(server);
    return ["", "Under attack:", "", table(["", "measured", "wanted"], [...signIns, ...queries, ...flood])].join("\n");
  } finally {
    seller.client.close();
  }
}

if (import.meta.main) {
  await using server = await startServer({ flags: ["--rate-limit", "0"] });
  using owner = await server.owner();
  console.log(await measureAttacks(server, owner));
}
