/** Where a request comes from: server mode and client mode, Host and Origin. */
import assert from "node:assert/strict";
import { hostname } from "node:os";
import { eventually } from "../support/feed.ts";
import { inNetwork, LAN } from "../support/lan.ts";
import { answerOf, join, PASSWORD, type Person, type TestServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { vendeur1: seller } } = await Staff.open({ vendeur1: "vendeur" }, {
    flags: ["--allow-host", "caisse.magasin.example", "autre.example"],
  }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

/** Sends header lines as they are and reads the whole answer. */
async function raw(lines: readonly string[], to = "127.0.0.1"): Promise<{ status: number; text: string }> {
  const connection = await Deno.connect({ hostname: to, port: server.port });
  await connection.write(new TextEncoder().encode([...lines, "Connection: close", "", ""].join("\r\n")));
  const text = await new Response(connection.readable).text();
  return { status: Number(/^HTTP\/1\.\d (\d+)/.exec(text)?.[1]), text };
}
const healthUnder = (host: string) => raw(["GET /api/health HTTP/1.1", `Host: ${host}`]);

Deno.test("names and addresses of this machine are answered, whatever their case and port", async () => {
  const own = hostname().split(".")[0]!;
  const names = ["localhost", "LocalHost", "127.0.0.1", "[::1]", hostname(), `${own}.local`, "comptoir.local", "COMPTOIR.local"];
  for (const name of [...names, "caisse.magasin.example", "autre.example", ...(LAN === null ? [] : [LAN])]) {
    for (const port of ["", ":80", `:${server.port}`]) assert.equal((await healthUnder(name + port)).status, 200, name + port);
  }
});

const FOREIGN = [
  "evil.example",
  "localhost.evil.example",
  "evillocalhost",
  "localhost@evil.example",
  "localhost, evil.example",
  "localhost/evil",
  "localhost:http",
  "127.0.0.1.evil.example",
  "192.0.2.1",
  "[2001:db8::1]",
  "magasin.example",
  "local",
  ".local",
  "",
];
Deno.test("any other name is host_not_allowed, and so is none or two", async () => {
  assert.equal((await healthUnder("localhost")).status, 200, "the premise");
  for (const name of FOREIGN) {
    const { status, text } = await healthUnder(name);
    assert.ok(status === 403 && text.includes('"host_not_allowed"'), `${name}: ${text.slice(0, 300)}`);
  }
  for (const version of ["1.0", "1.1"]) {
    const { status } = await raw([`GET /api/health HTTP/${version}`]);
    assert.equal(status, 403, `none, HTTP/${version}`);
  }
  assert.notEqual((await raw(["GET /api/health HTTP/1.1", "Host: localhost", "Host: evil.example"])).status, 200);
});

Deno.test("the header is judged, not the name in the request's target", async () => {
  assert.equal((await raw(["GET http://evil.example/api/health HTTP/1.1", "Host: localhost"])).status, 200);
  assert.equal((await raw(["GET http://localhost/api/health HTTP/1.1", "Host: evil.example"])).status, 403);
});

Deno.test("Host and Origin hold everywhere: pages, files, the upgrade, what does not exist", async () => {
  const upgrade = ["Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="];
  for (const path of ["/", "/api/docs", "/api/metrics", "/api/auth", "/ws", "/nulle/part"]) {
    const lines = [`GET ${path} HTTP/1.1`, ...(path === "/ws" ? upgrade : []), `Authorization: Bearer ${owner.token}`];
    const own = `localhost:${server.port}`;
    const good = await raw([...lines, `Host: ${own}`, `Origin: http://${own}`]);
    assert.notEqual(good.status, 403, `${path}: the premise`);
    const host = await raw([...lines, "Host: evil.example"]);
    assert.ok(host.status === 403 && host.text.includes('"host_not_allowed"'), path);
    const origin = await raw([...lines, `Host: ${own}`, "Origin: http://evil.example"]);
    assert.ok(origin.status === 403 && origin.text.includes('"origin_not_allowed"'), path);
  }
});

Deno.test("an Origin is this server's own scheme, name and port, or is refused", async () => {
  const under = async (host: string, origin: string) =>
    (await raw(["GET /api/health HTTP/1.1", `Host: ${host}`, `Origin: ${origin}`])).status;
  const port = server.port;
  for (const name of ["localhost", "127.0.0.1", "comptoir.local"]) {
    assert.equal(await under(`${name}:${port}`, `http://${name}:${port}`), 200, name);
    assert.equal(await under(name, `http://${name}`), 200, `${name} on the standard port`);
    const others = [
      "null",
      "",
      `https://${name}:${port}`,
      `http://${name}`,
      `http://${name}:${port + 1}`,
      `http://${name}:${port}/`,
    ];
    for (const origin of [...others, `http://evil.example:${port}`, `http://${name}:${port}.evil.example`, `${name}:${port}`]) {
      assert.equal(await under(`${name}:${port}`, origin), 403, `${name}: ${origin}`);
    }
  }
  assert.equal(
    await under(`localhost:${port}`, `http://127.0.0.1:${port}`),
    403,
    "another of this server's names is another page",
  );
});

async function modeOf(person: Person, headers: HeadersInit = {}): Promise<string> {
  return (await (await person.fetch("/api/health", { headers })).json()).mode;
}

Deno.test("127.0.0.1 and ::1 are the server PC, other loopback addresses and the LAN address are not", async (t) => {
  assert.equal(await modeOf(owner), "server");
  assert.equal(await modeOf(seller), "client");
  using far = server.at("127.0.1.1");
  assert.equal(await modeOf(far), "client");
  const six = await raw(["GET /api/health HTTP/1.1", "Host: localhost"], "::1").catch(() => null);
  if (six !== null) assert.match(six.text, /"mode":"server"/);
  await t.step({
    name: "this PC through its own LAN address",
    ...inNetwork,
    fn: async () => assert.match((await raw(["GET /api/health HTTP/1.1", `Host: ${LAN}`], LAN!)).text, /"mode":"client"/),
  });
});

const FORWARDING = ["forwarded", "x-forwarded-for", "X-Forwarded-Proto", "x-forwarded-anything", "x-real-ip", "via"];
Deno.test("a forwarding header makes a request from the server PC one of client mode, any other header does not", async () => {
  for (const name of FORWARDING) assert.equal(await modeOf(owner, { [name]: "127.0.0.1" }), "client", name);
  for (const name of ["x-forward", "x-request-id", "user-agent", "referer"]) {
    assert.equal(await modeOf(owner, { [name]: "x" }), "server", name);
  }
  const through = await owner.fetch("/api/auth", { headers: { "x-forwarded-for": "127.0.0.1" } });
  assert.deepEqual([through.status, (await through.json()).code], [403, "role_not_allowed_here"]);
  assert.equal((await answerOf(await owner.get("/api/auth"))).status, 200, "the premise: directly it works");
});

/** Whether a socket opens; it is closed again. */
function opens(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.onopen = () => socket.close();
    socket.onclose = ({ code }) => resolve(code !== 1006);
    socket.onerror = () => resolve(false);
  });
}

Deno.test("the owner works on the server PC alone: at sign-in, at every request and on the socket", async () => {
  using elsewhere = server.at("127.0.0.3");
  const refused = await answerOf(await elsewhere.post("/api/auth", { username: "patron", password: PASSWORD }));
  assert.deepEqual([refused.status, refused.body.code], [403, "role_not_allowed_here"]);
  assert.match(refused.body.detail, new RegExp(`http://localhost:${server.port}`), "it says where to go");
  elsewhere.token = owner.token;
  for (const path of ["/api/auth", "/api/users", "/api/schema", "/ws"]) {
    const { status, body } = await answerOf(await elsewhere.get(path));
    assert.deepEqual([status, body.code], [403, "role_not_allowed_here"], path);
  }
  assert.equal((await elsewhere.query("select", "SELECT 1 AS a")).body.code, "role_not_allowed_here");
  assert.equal((await owner.query("select", "SELECT 1 AS a")).status, 200, "the premise");
  assert.equal(await opens(elsewhere.socket()), false);
  assert.equal(await opens(owner.socket()), true, "the premise");
});

Deno.test("cashiers and sellers work at tills alone: at sign-in, at every request and on the socket", async () => {
  using cashier = await join(owner, "caisse1", "caisse", "127.0.0.4");
  for (const person of [seller, cashier]) {
    const { user } = (await answerOf(await person.get("/api/auth"))).body;
    assert.equal(await opens(person.socket()), true, "the premise");
    using here = server.at("127.0.0.1");
    const refused = await answerOf(await here.post("/api/auth", { username: user.username, password: PASSWORD }));
    assert.deepEqual([refused.status, refused.body.code], [403, "role_not_allowed_here"]);
    here.token = person.token;
    assert.equal((await answerOf(await here.get("/api/auth"))).body.code, "role_not_allowed_here");
    assert.equal((await here.query("select", "SELECT 1 AS a")).body.code, "role_not_allowed_here");
    assert.equal(await opens(here.socket()), false);
  }
});

Deno.test("a wrong password in the wrong place is invalid_credentials: the place is told to those who know it", async () => {
  using elsewhere = server.at("127.0.0.3");
  const { status, body } = await answerOf(await elsewhere.post("/api/auth", { username: "patron", password: "pas celui-là" }));
  assert.deepEqual([status, body.code], [401, "invalid_credentials"]);
});

Deno.test("a session is bound to its mode and to no address", async () => {
  using moved = server.at("127.0.0.200");
  moved.token = seller.token;
  assert.equal((await moved.query("select", "SELECT 1 AS a")).status, 200);
});

Deno.test("a role in the wrong place is journaled, at sign-in and with a token", async () => {
  using elsewhere = server.at("127.0.0.88");
  await (await elsewhere.post("/api/auth", { username: "patron", password: PASSWORD })).body?.cancel();
  elsewhere.token = owner.token;
  await (await elsewhere.get("/api/users")).body?.cancel();
  const noted = async () => {
    const { records } = (await answerOf(await owner.get("/api/journal?kind=refused"))).body;
    return records.filter((r: { address: string }) => r.address === "127.0.0.88");
  };
  await eventually(async () => (await noted()).length >= 2, "refusals, which are noted beside the answer");
  const both = await noted();
  assert.equal(both.length, 2);
  for (const { detail, mode } of both) assert.deepEqual([detail.code, mode], ["role_not_allowed_here", "client"]);
});
