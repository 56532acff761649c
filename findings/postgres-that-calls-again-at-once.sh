#!/usr/bin/env bash
# npm `postgres` 3.4.9: where the other side hangs up before it says a word, the query waits and the driver calls again at once, without end.
#
# One would guess that a connection which is closed before it stands fails its query, or that `backoff` pauses between two calls
# as it does later on. Seen: hundreds of calls within a second, while the query neither fails nor is answered; only a port where
# nobody listens fails it. A proxy in front of a database that is down hangs up like that. With a `socket` of one's own, handed
# out once, the query fails at the first call.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
import { connect, createServer } from "node:net";
import postgres from "npm:postgres@3.4.9";
const count = async (what: string, options: (port: number) => object) => {
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.on("error", () => {});
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const sql = postgres({ host: "127.0.0.1", port, database: "x", username: "x", password: "x", max: 1, backoff: 5, ...options(port) });
  const asked = sql`SELECT 1`.then(() => "answered", (error: { code?: string }) => `failed (${error.code})`);
  const waited = new Promise<string>((resolve) => setTimeout(resolve, 1_000, "still waiting"));
  const end = await Promise.race([asked, waited]);
  console.log(`${what}: ${calls} calls, ${end}`);
  void sql.end({ timeout: 0 });
  server.close();
  return { calls, end };
};
const left = await count("left to itself", () => ({}));
let given = false;
const once = await count("a socket handed out once", (port) => ({
  socket: () =>
    new Promise((resolve, reject) => {
      if (given) return reject(Object.assign(new Error("closed"), { code: "CLOSED" }));
      given = true;
      const socket = connect(port, "127.0.0.1", () => resolve(socket));
    }),
}));
if (left.calls < 20 || left.end !== "still waiting" || once.calls !== 1) {
  console.error("This has changed.");
  Deno.exit(1);
}
Deno.exit(0);
TS
npx -y deno@2.9.6 run --quiet --no-lock --allow-net --allow-env --allow-read --allow-sys look.ts
