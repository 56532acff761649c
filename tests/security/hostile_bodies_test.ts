/** Thousands of hostile requests to every endpoint that the API names: none crashes it, fattens it, or makes it say 500. */
import assert from "node:assert/strict";
import { eventually, Feed, sendRaw } from "../support/feed.ts";
import { ANYTHING, type Endpoint, Fuzz, SOUND } from "../support/hostile.ts";
import { HEADER_NAMES, HEADER_VALUES, PATH_PIECES, QUERY_NAMES, RAW_BODIES, RAW_HEADERS } from "../support/hostile_words.ts";
import { answerOf, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

/** Requests to each endpoint, and how many of them are bytes on a bare connection. */
const EACH = 2_000;
const RAW = 160;
/** Requests under way at a time. */
const AT_ONCE = 24;
const SEED = Number(Deno.env.get("COMPTOIR_FUZZ_SEED") ?? Date.now() % 2 ** 31);
/** Whose answers are long, and public. */
const LONG = /docs|openapi/;
/** Bytes by which the server's memory may have grown after the warm-up. */
const GROWTH = 300 * 2 ** 20;

class Attack {
  readonly statuses = new Map<number, number>();
  constructor(
    readonly fuzz: Fuzz,
    readonly server: TestServer,
    readonly owner: Person,
    readonly till: Person,
    readonly nobody: Person,
  ) {}

  async strike({ method, path }: Endpoint, count: number): Promise<void> {
    let left = count;
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        if (left % Math.ceil(EACH / RAW) === 0) await this.#raw(method, path);
        else await this.#request(method, path);
      }
    }));
  }

  /** Who asks. What would end the attack, or costs a worker each time, is asked without a right token most of the time. */
  #person(method: string, path: string): { person: Person; token: string | null } {
    const { fuzz, owner, till, nobody } = this;
    const costly = /verify|export|docs|openapi|support/.test(path);
    if ((method === "DELETE" && path === "/api/auth") || (costly && fuzz.chance(0.97))) {
      return { person: nobody, token: fuzz.scramble(till.token!) + "x" };
    }
    const share = fuzz.int(10);
    if (path === "/api/query") return share < 8 ? { person: till, token: till.token } : { person: nobody, token: fuzz.text() };
    if (share < 6) return { person: owner, token: owner.token };
    return share < 8
      ? { person: till, token: till.token }
      : { person: nobody, token: share < 9 ? null : fuzz.scramble(till.token!) };
  }

  #url(path: string): string {
    const { fuzz } = this;
    // Never the id of somebody who takes part.
    const filled = path.replace(
      /\{\w+\}/g,
      () => fuzz.chance(0.5) ? String(1_000 + fuzz.int(1e9)) : encodeURIComponent(fuzz.pick(PATH_PIECES).slice(0, 900)),
    );
    if (fuzz.chance(0.5)) return filled;
    const query = Array.from(
      { length: fuzz.int(5) },
      () => `${fuzz.pick(QUERY_NAMES)}=${encodeURIComponent(wellFormed(fuzz.text()).slice(0, 300))}`,
    );
    return `${filled}?${query.join(fuzz.pick(["&", "&&", ";"]))}`;
  }

  async #request(method: string, path: string): Promise<void> {
    const { fuzz } = this;
    const { person, token } = this.#person(method, path);
    const headers = new Headers();
    for (let i = fuzz.int(3); i > 0; i--) set(headers, fuzz.pick(HEADER_NAMES), fuzz.pick(HEADER_VALUES));
    if (path === "/api/query" && fuzz.chance(0.3)) headers.set("idempotency-key", crypto.randomUUID());
    // The same hundreds of kilobytes for whoever asks: to press them each time would be most of the attack.
    if (LONG.test(path) && fuzz.chance(0.95)) headers.set("accept-encoding", "identity");
    set(headers, "authorization", token === null ? "" : `Bearer ${token}`);
    const sound = SOUND[`${method} ${path}`] ?? ANYTHING;
    const body = method === "GET" ? {} : { body: fuzz.body(sound(fuzz)) };
    const response = await person.fetch(this.#url(path), { method, headers, ...body, redirect: "manual" });
    this.#judge(`${method} ${path}`, response.status, await response.text());
  }

  async #raw(method: string, path: string): Promise<void> {
    const { fuzz } = this;
    const { person, token } = this.#person(method, path);
    const target = fuzz.pick([
      path,
      `${path}?${fuzz.pick(PATH_PIECES)}`,
      `http://evil.example${path}`,
      path + fuzz.pick(PATH_PIECES),
    ]);
    const host = fuzz.pick([
      "localhost",
      "localhost",
      "127.0.0.1",
      "LOCALHOST:1",
      "evil.example",
      "[::1]",
      "",
      "localhost:99999",
      "a@localhost",
    ]);
    const line = `${fuzz.chance(0.9) ? method : fuzz.pick(["get", "TRACE", "CONNECT", "PRI", "\u0001"])} ${target} HTTP/${
      fuzz.pick(["1.1", "1.1", "1.0", "2.0", "9"])
    }\r\n`;
    const auth = token === null ? "" : `Authorization: Bearer ${token.replace(/[^\x21-\x7e]/g, "")}\r\n`;
    const odd = fuzz.pick(RAW_HEADERS);
    const json = JSON.stringify((SOUND[`${method} ${path}`] ?? ANYTHING)(fuzz)).replace(/[^\x20-\x7e]/g, "");
    const rest = fuzz.pick(RAW_BODIES)(json);
    const bytes = fuzz.chance(0.05) ? fuzz.bytes(400) : `${line}Host: ${host}\r\n${auth}${odd}${rest}`;
    const half = fuzz.chance(0.3);
    const answer = await sendRaw(this.server, person.address, bytes, { half, ms: 60 });
    if (answer.status !== null) this.#judge(`raw ${method} ${path} ${odd}${rest.slice(0, 80)}`, answer.status, answer.text);
  }

  #judge(what: string, status: number, text: string): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    const shown = `seed ${SEED}, ${what}: ${status} ${text.slice(0, 300)}`;
    if (status >= 500) {
      assert.equal(status, 503, shown);
      assert.match(text, /"code":"(?:busy|query_timeout)"/, shown);
    }
    if (status >= 400) assert.ok(!/\n\s+at |file:\/\/|node_modules|\.ts:\d/.test(text) && !text.includes(this.server.dir), shown);
    assert.ok(!text.includes("X-Injected: 1\r\n"), shown);
  }
}

function set(headers: Headers, name: string, value: string): void {
  // What fetch cannot send is sent over bare TCP.
  if (/^[\x20-\x7e]*$/.test(value)) headers.set(name, value);
}

const wellFormed = (text: string) => text.toWellFormed();

Deno.test(`2,000 hostile requests to every endpoint (seed ${SEED}): no 5xx, no crash, no leak`, async (t) => {
  console.log(`  seed ${SEED}: repeat with COMPTOIR_FUZZ_SEED=${SEED}`);
  await using staff = await Staff.open({ nora: "caisse" }, { flags: ["--rate-limit", "0"] });
  const { server, owner, people: { nora: till } } = staff;
  using nobody = server.at("127.0.0.3");
  await owner.query("insert", "INSERT INTO produits (libelle, prix_ttc) VALUES ('Pain', 120)");
  const { paths } = await (await nobody.get("/api/openapi.json")).json() as { paths: Record<string, Record<string, unknown>> };
  const named = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path }))
  );
  const endpoints: Endpoint[] = [...named, { method: "GET", path: "/" }, { method: "GET", path: "/assets/{name}" }];
  for (const wanted of ["GET /api/health", "POST /api/query", "POST /api/auth", "GET /ws", "GET /api/journal"]) {
    assert.ok(endpoints.some(({ method, path }) => `${method} ${path}` === wanted), `${wanted} is among them`);
  }
  const attack = new Attack(new Fuzz(SEED), server, owner, till, nobody);
  const feed = await Feed.open(owner);
  const began = Date.now();
  const rss = async () => (await answerOf(await owner.get("/api/metrics"))).body.process.rss_bytes as number;
  for (const endpoint of endpoints) await attack.strike(endpoint, 100);
  const warm = await rss();
  for (const endpoint of endpoints) {
    await t.step(`${endpoint.method} ${endpoint.path}`, async () => {
      await attack.strike(endpoint, EACH - 100);
      assert.equal((await answerOf(await nobody.get("/api/health"))).status, 200);
    });
  }
  const counted = [...attack.statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${n} × ${status}`).join(", ");
  console.log(`  ${counted}`);
  assert.ok((attack.statuses.get(200) ?? 0) > 1_000 && (attack.statuses.get(400) ?? 0) > 1_000, "some were understood");

  const sale = await till.query("insert", "INSERT INTO ventes (id) VALUES (?)", [uuidv7()]);
  assert.equal(sale.status, 200, "a till still sells");
  await feed.change(sale.body.seq);
  feed.assertUnbroken(feed.hello.seq);
  const beats = feed.messages.filter(({ type }) => type === "heartbeat").length;
  const wanted = Math.floor((Date.now() - began) / 15_000) - 1;
  assert.ok(beats >= wanted, `${beats} heartbeats of ${wanted} meanwhile`);
  await feed.close();
  assert.ok(
    !/^\[[\w-]+\] /m.test(server.log),
    `something unexpected was logged: ${/^\[[\w-]+\] [^]{0,600}/m.exec(server.log)?.[0]}`,
  );
  assert.deepEqual((await answerOf(await owner.get("/api/journal/verify"))).body.ok, true);
  let last = await rss();
  await eventually(async () => (last = await rss()) - warm < GROWTH, "memory is given back").catch(() => {});
  console.log(`  memory: ${(warm / 2 ** 20).toFixed(0)} MiB warm, ${(last / 2 ** 20).toFixed(0)} MiB after`);
  assert.ok(last - warm < GROWTH, `memory grew from ${warm} to ${last}`);
});

Deno.test("a body whose values pretend to have a length, a text or a future of their own is 400", async () => {
  await using staff = await Staff.open({});
  const { owner } = staff;
  for (
    const part of [
      '{"length":{"toString":1}}',
      '{"length":[{"toString":null}]}',
      '{"toString":1}',
      '{"then":1}',
      '{"length":99999}',
    ]
  ) {
    for (const text of [`{"username":"nora","password":${part}}`, `{"username":${part},"password":"x"}`, part]) {
      const { status, body } = await answerOf(await owner.send("POST", "/api/auth", text));
      assert.deepEqual([status, body.code], [400, "invalid_body"], text);
    }
    const { status } = await answerOf(
      await owner.send("POST", "/api/query", `{"type":${part},"query":${part},"params":${part}}`),
    );
    assert.equal(status, 400);
  }
});
