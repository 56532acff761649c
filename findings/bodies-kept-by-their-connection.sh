#!/usr/bin/env bash
# Deno 2.9.6: a connection keeps twice as much memory as the body that was asked for by request.bytes(), until it is closed.
#
# One would guess that a body's memory is free once its bytes are let go of; and it stays through any number of small requests after
# it. Read piece by piece, by `for await (… of request.body)`, with each piece let go at once, it costs as much of a processor and
# the connection keeps next to nothing. Whoever bounds what is under way has to read long bodies in that way: idle connections are
# not under way.
set -euo pipefail
cd "$(mktemp -d)"
cat > client.ts <<'TS'
const connections: Deno.Conn[] = [];
for (let at = 0; at < 40; at++) {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
  const body = new TextEncoder().encode(`POST /${Deno.args[1]} HTTP/1.1\r\nHost: x\r\nContent-Length: 800000\r\n\r\n${"x".repeat(800_000)}`);
  for (let sent = 0; sent < body.length;) sent += await connection.write(body.subarray(sent));
  await connection.read(new Uint8Array(1_000));
  connections.push(connection);
}
console.log("all are answered");
setInterval(() => {}, 1_000);
TS
cat > look.ts <<'TS'
const READ: Record<string, (request: Request) => Promise<unknown>> = {
  "/pieces": async (request) => {
    for await (const piece of request.body!) piece.buffer.transfer(0);
  },
  "/whole": async (request) => (await request.bytes()).buffer.transfer(0),
};
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
  await READ[new URL(request.url).pathname]!(request);
  return new Response("read");
});
const kept: Record<string, number> = {};
for (const how of ["pieces", "whole"]) {
  const before = Deno.memoryUsage().rss;
  const args = ["run", "--quiet", "--no-lock", "--allow-net=127.0.0.1", "client.ts", String(server.addr.port), how];
  const client = new Deno.Command(Deno.execPath(), { args, stdout: "piped" }).spawn();
  await client.stdout.getReader().read();
  kept[how] = Math.round((Deno.memoryUsage().rss - before) / 2 ** 20);
  client.kill();
  await client.status;
}
console.log(`40 idle connections that have each brought 800 KB keep ${kept.pieces} MiB read piece by piece, ${kept.whole} MiB read whole`);
if (kept.whole! < 40 || kept.pieces! > kept.whole! / 2) {
  console.error("This has changed.");
  Deno.exit(1);
}
Deno.exit(0);
TS
npx -y deno@2.9.6 run --quiet --no-lock --allow-net=127.0.0.1 --allow-run --allow-read look.ts
