#!/usr/bin/env bash
# Deno 2.9.6: once Deno.upgradeWebSocket(request) was called, reading a header of that request throws TypeError.
#
# One would guess that a Request keeps its headers for as long as the handler runs, as it does for every other answer.
# Whoever wants the peer, the language or a request id of a socket has to read them before the upgrade.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
let before = "";
let after = "";
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
  before = request.headers.get("user-agent") === null ? "none" : "read";
  const { socket, response } = Deno.upgradeWebSocket(request);
  try {
    request.headers.get("user-agent");
    after = "read";
  } catch (error) {
    after = `${(error as Error).name}: ${(error as Error).message}`;
  }
  socket.onopen = () => socket.close();
  return response;
});
const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}/`);
await new Promise((resolve) => socket.onclose = resolve);
await server.shutdown();
console.log(`before the upgrade: ${before}; after it: ${after}`);
if (before !== "read" || !after.startsWith("TypeError")) {
  console.error("This has changed.");
  Deno.exit(1);
}
TS
npx -y deno@2.9.6 run --quiet --no-lock --allow-net=127.0.0.1 look.ts
