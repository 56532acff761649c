/** A port of this machine for what is to be started a moment later, and started again at the same place. */

/** Below those that systems give out by themselves: nobody is given it before the one that it is for has come, nor between two of its lives. */
const [LOWEST, COUNT] = [20_000, 10_000];

export function freePort(): number {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * COUNT);
    try {
      Deno.listen({ port, hostname: "127.0.0.1" }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
