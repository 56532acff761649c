#!/usr/bin/env bash
# Deno 2.9.6: a client made by Deno.createHttpClient({}) goes through HTTP_PROXY, to this very machine too.
#
# One would guess that a client of one's own without a `proxy` has none, or at least that loopback is left out. Seen: a
# request to 127.0.0.1 by such a client goes to the proxy that the environment names. A `proxy` of transport "tcp" names
# the socket that requests are sent to, and the environment is not asked.
set -euo pipefail
cd "$(mktemp -d)"
cat > look.ts <<'TS'
const answering = (text: string) =>
  Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => new Response(text));
const server = answering("the server itself");
const proxy = answering("the proxy");
Deno.env.set("HTTP_PROXY", `http://127.0.0.1:${proxy.addr.port}`);
const { port } = server.addr;
const ask = async (what: string, client: Deno.HttpClient) => {
  const text = await (await fetch(`http://127.0.0.1:${port}/`, { client })).text();
  console.log(`${what}: answered by ${text}`);
  client.close();
  return text;
};
const plain = await ask("createHttpClient({})", Deno.createHttpClient({}));
const direct = await ask(
  'createHttpClient({ proxy: { transport: "tcp" … } })',
  Deno.createHttpClient({ proxy: { transport: "tcp", hostname: "127.0.0.1", port } } as Deno.CreateHttpClientOptions),
);
await Promise.all([server.shutdown(), proxy.shutdown()]);
if (plain !== "the proxy" || direct !== "the server itself") {
  console.error("This has changed.");
  Deno.exit(1);
}
TS
npx -y deno@2.9.6 run --quiet --no-lock --allow-net --allow-env look.ts
