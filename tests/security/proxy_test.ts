/** Behind a proxy: what browsers see is the proxy's name, whom it names is the caller, and nothing it passes on is the server PC. */
import assert from "node:assert/strict";
import { answerOf, PASSWORD, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { run } from "../support/command_line.ts";
import { sendRaw, upgradeText } from "../support/feed.ts";

const ORIGIN = "https://caisse.example";
/** A proxy on the same machine, as most are: the owner comes by the other loopback address. */
const PROXY = "127.0.0.1";
let server: TestServer;
let seller: Person;
/** Bound to server mode, not to an address: it serves at `[::1]` as well. */
let ownerToken: string | null = null;

Deno.test.beforeAll(async () => {
  const flags = ["--public-origin", ORIGIN, "--trusted-proxy", PROXY, "10.0.0.9"];
  const { server: own, owner, people } = await Staff.open({ vendeur1: "vendeur" }, { flags });
  owner.client.close();
  [server, ownerToken, seller] = [own, owner.token, people.vendeur1];
});
Deno.test.afterAll(async () => {
  seller.client.close();
  await server.dispose();
});

const asProxy = (path: string, headers: HeadersInit = {}) => {
  const proxy = server.at(PROXY);
  return proxy.fetch(path, { headers }).then(answerOf).finally(() => proxy.client.close());
};

Deno.test("a script that the proxy passes on with the browser's Origin is answered, another page's is not", async () => {
  for (const host of ["caisse.example", `localhost:${server.port}`]) {
    for (const [origin, status] of [[ORIGIN, 200], ["https://evil.example", 403], ["http://caisse.example", 403]] as const) {
      if (host === "caisse.example" && origin === "http://caisse.example") continue; // the server's own name and scheme
      const { text } = await sendRaw(
        server,
        "127.0.0.1",
        `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\n\r\n`,
      );
      assert.ok(text.startsWith(`HTTP/1.1 ${status}`), `${host} ${origin}: ${text.slice(0, 200)}`);
    }
  }
});

Deno.test("whatever comes from the proxy is client mode, with a forwarding header or without", async () => {
  for (const headers of [{}, { "x-forwarded-for": "127.0.0.1" }, { forwarded: "for=127.0.0.1" }]) {
    assert.equal((await asProxy("/api/health", headers)).body.mode, "client", JSON.stringify(headers));
  }
  using proxy = server.at(PROXY);
  const owner = await answerOf(await proxy.post("/api/auth", { username: "patron", password: PASSWORD }));
  assert.deepEqual([owner.status, owner.body.code], [403, "role_not_allowed_here"]);
});

Deno.test("past the proxy the server PC is the server PC, and a forwarding header still takes that away", async () => {
  const own = `http://[::1]:${server.port}/api/health`;
  assert.equal((await (await fetch(own)).json()).mode, "server");
  assert.equal((await (await fetch(own, { headers: { "x-forwarded-for": "::1" } })).json()).mode, "client");
});

/** What the proxy sends, and whom the session is then of. */
const CALLERS: readonly (readonly [headers: Record<string, string>, address: string])[] = [
  [{ "x-forwarded-for": "192.0.2.7" }, "192.0.2.7"],
  [{ "x-forwarded-for": "198.51.100.1, 192.0.2.8" }, "192.0.2.8"],
  [{ "x-forwarded-for": "192.0.2.9, 10.0.0.9" }, "192.0.2.9"],
  [{ "x-forwarded-for": "192.0.2.10:4711" }, "192.0.2.10"],
  [{ forwarded: 'for="[2001:db8::1]:4711";proto=https, for=10.0.0.9' }, "2001:db8::1"],
  [{ "x-real-ip": "192.0.2.11" }, "192.0.2.11"],
  [{ "x-forwarded-for": "unknown" }, PROXY],
  [{}, PROXY],
];
Deno.test("the caller is the last hop that is no proxy of ours", async () => {
  for (const [headers, address] of CALLERS) {
    using proxy = server.at(PROXY);
    const body = JSON.stringify({ username: "vendeur1", password: PASSWORD });
    const { body: { token } } = await answerOf(await proxy.fetch("/api/auth", { method: "POST", body, headers }));
    proxy.token = token;
    const sessions = await sessionsOfOwner();
    assert.ok(sessions.some((session) => session.address === address), `${JSON.stringify(headers)}: ${JSON.stringify(sessions)}`);
    await (await proxy.fetch("/api/auth", { method: "DELETE" })).body?.cancel();
  }
});

Deno.test("nobody but the proxy is believed: a till that names another is itself", async () => {
  using till = server.at("127.0.0.6");
  const body = JSON.stringify({ username: "vendeur1", password: PASSWORD });
  await (await till.fetch("/api/auth", { method: "POST", body, headers: { "x-forwarded-for": "192.0.2.99" } })).body?.cancel();
  const sessions = await sessionsOfOwner();
  assert.ok(sessions.some(({ address }) => address === "127.0.0.6") && !sessions.some(({ address }) => address === "192.0.2.99"));
});

Deno.test("a socket opens through the proxy", async () => {
  const token = seller.token!;
  const text = upgradeText({
    Origin: ORIGIN,
    Host: "caisse.example",
    Authorization: `Bearer ${token}`,
    "X-Forwarded-For": "192.0.2.7",
  });
  const { status } = await sendRaw(server, PROXY, text);
  assert.equal(status, 101);
});

Deno.test("what is no origin and no address is bad usage", async () => {
  for (
    const flags of [["--public-origin", "caisse.example"], ["--public-origin", "https://a/b"], ["--trusted-proxy", "proxy.lan"]]
  ) {
    const { code, err } = await run([...flags, "--no-open", "--port", "0", "--data", server.dir]);
    assert.equal(code, 2, `${flags}: ${err}`);
  }
});

async function sessionsOfOwner(): Promise<{ address: string }[]> {
  const answer = await fetch(`http://[::1]:${server.port}/api/sessions`, { headers: { authorization: `Bearer ${ownerToken}` } });
  return (await answer.json()).sessions;
}
