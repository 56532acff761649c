/** The owner's own certificate: HTTPS by HTTP/1.1 and HTTP/2, sockets too, and the guard and the bounds as strict as without. */
import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { hostname } from "node:os";
import { LIMITS } from "../../shared/limits.ts";
import { connectFrom, eventually } from "../support/feed.ts";
import { held } from "../support/held.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { withProgram } from "../support/where.ts";

const withOpenssl = await withProgram("make a certificate with", "openssl");

/** A certificate made by openssl: for these names, good for so many days. */
async function certificate(names = "DNS:localhost", days = 2): Promise<{ cert: string; key: string }> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-tls-" });
  const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  const subject = ["-subj", "/CN=localhost", "-addext", "basicConstraints=critical,CA:FALSE"];
  if (names !== "") subject.push("-addext", `subjectAltName=${names}`);
  const pair = ["-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert];
  const args = ["req", ...pair, "-days", String(days), ...subject];
  const { success } = await new Deno.Command("openssl", { args, stderr: "null" }).output();
  assert.ok(success, "openssl makes a certificate");
  return { cert, key };
}

Deno.test(
  "over TLS the shop works by HTTP/1.1, HTTP/2 and WebSocket, and another host or origin is refused",
  withOpenssl,
  async () => {
    const pair = await certificate();
    await using server = await startServer({ flags: ["--tls-cert", pair.cert, "--tls-key", pair.key] });
    const caCerts = [await Deno.readTextFile(pair.cert)];
    const url = `https://localhost:${server.port}`;
    for (const protocol of ["http1", "http2"] as const) {
      const client = Deno.createHttpClient({ caCerts, http1: protocol === "http1", http2: protocol === "http2" });
      const answer = async (init: RequestInit) => {
        const response = await fetch(`${url}/api/health`, { ...init, client } as RequestInit);
        const body = await response.json();
        return body.code ?? body.status;
      };
      assert.equal(await answer({}), "ok", protocol);
      assert.equal(await answer({ headers: { origin: url } }), "ok", protocol);
      assert.equal(await answer({ headers: { origin: url.replace("https", "http") } }), "origin_not_allowed", protocol);
      client.close();
    }
    for (const host of ["Host: evil.example\r\n", "Host: localhost.evil.example\r\n"]) {
      const connection = await Deno.connectTls({ hostname: "localhost", port: server.port, caCerts });
      await connection.write(new TextEncoder().encode(`GET /api/health HTTP/1.1\r\n${host}Connection: close\r\n\r\n`));
      assert.match(await new Response(connection.readable).text(), /host_not_allowed/, host);
    }
    const client = Deno.createHttpClient({ caCerts });
    const owner = await fetch(`${url}/api/setup`, {
      method: "POST",
      body: JSON.stringify({ username: "patron", password: "mot de passe" }),
      client,
    } as RequestInit);
    const { token } = await owner.json();
    const options = { headers: { authorization: `Bearer ${token}` }, client } as unknown as string[];
    const socket = held(new WebSocket(`wss://localhost:${server.port}/ws`, options));
    const hello = await new Promise<{ type: string }>((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(JSON.parse(data));
      socket.onerror = () => reject(new Error("the socket failed"));
    });
    assert.equal(hello.type, "hello");
    if (Deno.build.os === "linux") {
      const beyond = 72;
      const silent: Socket[] = [];
      // Not all at once: the system holds back so many that nobody has accepted yet.
      for (let wave = 0; wave < LIMITS.connectionsPerAddress + beyond; wave += 64) {
        const size = Math.min(64, LIMITS.connectionsPerAddress + beyond - wave);
        silent.push(...await Promise.all(Array.from({ length: size }, () => connectFrom(server, "127.0.0.66"))));
      }
      for (const one of silent) one.resume();
      const ended = () => silent.filter(({ destroyed }) => destroyed).length;
      await eventually(() => ended() === beyond, "those beyond an address's share are ended");
      assert.equal(socket.readyState, WebSocket.OPEN);
      for (const one of silent) one.destroy();
    }
    const closed = new Promise((resolve) => socket.onclose = resolve);
    socket.close();
    await closed;
    client.close();
  },
);

Deno.test(
  "what browsers will not like about a certificate is told at start, and nothing of one that they like",
  withOpenssl,
  async () => {
    const TRIALS: readonly (readonly [names: string, days: number, told: readonly RegExp[], flags?: readonly string[]])[] = [
      ["", 90, [/has no subjectAltName/]],
      ["DNS:elsewhere.example,IP:192.0.2.9", 90, [/names elsewhere\.example, 192\.0\.2\.9, under none of which/]],
      ["DNS:caisse.example", 10, [/runs out on \d{4}-\d\d-\d\d/]],
      ["DNS:*.example", 90, []],
      [`DNS:${hostname().toLowerCase().split(".")[0]}.local`, 90, []],
      ["DNS:caisse.boutique.example", 90, [], ["--public-origin", "https://caisse.boutique.example"]],
      ["DNS:caisse.example", 90, []],
    ];
    for (const [names, days, told, more = []] of TRIALS) {
      const pair = await certificate(names, days);
      const flags = ["--tls-cert", pair.cert, "--tls-key", pair.key, "--allow-host", "caisse.example", ...more];
      await using server = await startServer({ flags });
      const warnings = await warningsOf(server, told.length);
      assert.equal(warnings.length, told.length, `${names}: ${server.log}`);
      for (const [at, words] of told.entries()) assert.match(warnings[at]!, words);
    }
  },
);

Deno.test(
  "a key before the certificate in one file, as some programs write them, starts a shop that goes on",
  withOpenssl,
  async () => {
    const pair = await certificate("DNS:elsewhere.example", 90);
    const both = `${pair.cert}.both`;
    await Deno.writeTextFile(both, await Deno.readTextFile(pair.key) + await Deno.readTextFile(pair.cert));
    await using server = await startServer({ flags: ["--tls-cert", both, "--tls-key", pair.key] });
    const warnings = await warningsOf(server, 1);
    assert.match(warnings.join(), /names elsewhere\.example/);
    assert.equal((await server.process.status).code, 0, server.log);
  },
);

/** What a server has said of its certificate when it has ended in good order; at least so much is waited for. */
async function warningsOf(server: TestServer, count: number): Promise<string[]> {
  const warnings = () => server.log.split("\n").filter((line) => /certificate/i.test(line));
  await eventually(
    () => /Tills|Owner/.test(server.log) && warnings().length >= count,
    `it says where it is found: ${server.log}`,
  );
  await server.stop();
  return warnings();
}
