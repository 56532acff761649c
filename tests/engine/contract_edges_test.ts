/** The edges of the wire contract: what HTTP and WebSocket say of lengths, encodings, keys and addresses. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import { connectFrom, Feed, sendRaw, upgradeText } from "../support/feed.ts";
import { answerOf, join, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

let server: TestServer;
let owner: Person;
let seller: Person;

Deno.test.beforeAll(async () => {
  ({ server, owner, people: { nora: seller } } = await Staff.open({ nora: "vendeur" }));
});
Deno.test.afterAll(async () => {
  for (const person of [owner, seller]) person.client.close();
  await server.dispose();
});

interface Raw {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Asks over a bare connection, so that nothing is decoded on the way. */
async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Raw> {
  const socket = await connectFrom(server, "127.0.0.1");
  const all = { host: "localhost", authorization: `Bearer ${owner.token}`, connection: "close", ...headers };
  socket.write(
    `${method} ${path} HTTP/1.1\r\n${Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
  );
  const chunks: Uint8Array[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const end = bytes.indexOf("\r\n\r\n");
  const [status, ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  return {
    status: Number(status!.split(" ")[1]),
    headers: new Headers(lines.map((line) => line.split(": ") as [string, string])),
    body: new Uint8Array(bytes.subarray(end + 4)),
  };
}

Deno.test("last_insert_id beyond 2^53 is a decimal string, below it a number", async () => {
  const insert = async (id: string) =>
    (await owner.query("insert", "INSERT INTO categories (id, nom) VALUES (?, ?)", [{ $int: id }, id])).body.last_insert_id;
  assert.equal(await insert("9007199254740991"), 9007199254740991);
  assert.equal(await insert("9007199254740993"), "9007199254740993");
  assert.equal(await insert("-9007199254740993"), "-9007199254740993");
});

Deno.test("HEAD answers GET's status, headers and length, without its body", async () => {
  for (const path of ["/api/health", "/api/openapi.json", "/api/auth", "/", "/api/nulle/part", "/ws"]) {
    const [get, head] = [await ask("GET", path), await ask("HEAD", path)];
    assert.equal(head.status, get.status, path);
    assert.equal(Number(get.headers.get("content-length")), get.body.length, path);
    assert.ok(get.body.length > 10, path);
    assert.equal(head.headers.get("content-length"), get.headers.get("content-length"), path);
    assert.equal(head.headers.get("content-type"), get.headers.get("content-type"), path);
    assert.equal(head.body.length, 0, path);
  }
});

Deno.test("a body with Content-Encoding is 415, whatever it is; identity is none", async () => {
  const query = JSON.stringify({ type: "select", query: "SELECT 1 AS a" });
  const send = (body: BodyInit, encoding: string) =>
    seller.fetch("/api/query", { method: "POST", body, headers: { "content-encoding": encoding } }).then(answerOf);
  for (const [body, encoding] of [[gzipSync(query), "gzip"], [query, "br"], [query, "GZIP, deflate"]] as const) {
    const { status, body: problem } = await send(body as BodyInit, encoding);
    assert.deepEqual([status, problem.code], [415, "unsupported_encoding"], encoding);
  }
  assert.equal((await send(query, "identity")).status, 200);
  const signIn = await seller.fetch("/api/auth", { method: "POST", body: "x", headers: { "content-encoding": "deflate" } });
  assert.equal((await answerOf(signIn)).body.code, "unsupported_encoding");
});

Deno.test("answers over 1 KiB and all assets come compressed to who takes gzip, and as they are to others", async () => {
  const page = new TextDecoder().decode((await ask("GET", "/")).body);
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  assert.ok(assets.length >= 2);
  for (const path of ["/", ...assets, "/api/openapi.json", "/api/docs", "/api/journal/export"]) {
    const [plain, gzip] = [await ask("GET", path), await ask("GET", path, { "accept-encoding": "deflate;q=1, gzip;q=0.5" })];
    assert.equal(plain.headers.get("content-encoding"), null, path);
    assert.equal(gzip.headers.get("content-encoding"), "gzip", path);
    for (const answer of [plain, gzip]) assert.match(answer.headers.get("vary") ?? "", /accept-encoding/i, path);
    const bytes = gzip.headers.has("transfer-encoding") ? unchunked(gzip.body) : gzip.body;
    const whole = plain.headers.has("transfer-encoding") ? unchunked(plain.body) : plain.body;
    assert.deepEqual(new Uint8Array(gunzipSync(bytes)), whole, path);
    const refused = await ask("GET", path, { "accept-encoding": "gzip;q=0, identity" });
    assert.equal(refused.headers.get("content-encoding"), null, path);
  }
  const health = await ask("GET", "/api/health", { "accept-encoding": "gzip" });
  assert.equal(health.headers.get("content-encoding"), null, "a short one is not worth it");
});

Deno.test("what the build made comes in brotli to who takes that, whole, each form for itself; ranges are not offered", async () => {
  const page = new TextDecoder().decode((await ask("GET", "/")).body);
  const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path!);
  const large = assets.filter((path) => !/\/chunk-/.test(path));
  assert.ok(large.length >= 2, "the premise");
  for (const path of ["/", ...large, "/assets/docs.css"]) {
    const coded = async (accept: string, method = "GET") => await ask(method, path, { "accept-encoding": accept });
    const [plain, br, gzip] = [await coded("identity"), await coded("gzip, deflate, br, zstd"), await coded("gzip, br;q=0")];
    const encodings = [plain, br, gzip].map(({ headers }) => headers.get("content-encoding"));
    assert.deepEqual(encodings, [null, "br", "gzip"], path);
    assert.deepEqual(new Uint8Array(brotliDecompressSync(br.body)), plain.body, path);
    assert.deepEqual(new Uint8Array(gunzipSync(gzip.body)), plain.body, path);
    assert.ok(br.body.length < gzip.body.length && gzip.body.length < plain.body.length, path);
    assert.equal(new Set([plain, br, gzip].map(({ headers }) => headers.get("etag"))).size, 3, path);
    for (const { headers, body } of [plain, br, gzip]) {
      assert.equal(headers.get("vary"), "accept-encoding", path);
      assert.equal(headers.get("content-length"), String(body.length), path);
      assert.equal(headers.get("accept-ranges"), null, path);
      assert.equal(
        headers.get("cache-control"),
        /-\w{8,}\./.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
        path,
      );
    }
    const head = await coded("br", "HEAD");
    assert.deepEqual([head.headers.get("content-length"), head.body.length], [String(br.body.length), 0], path);
    const mark = br.headers.get("etag")!;
    assert.equal((await ask("GET", path, { "accept-encoding": "br", "if-none-match": mark })).status, 304, path);
    assert.equal((await ask("GET", path, { "accept-encoding": "gzip", "if-none-match": mark })).status, 200, path);
    const part = await ask("GET", path, { "accept-encoding": "br", range: "bytes=0-9" });
    assert.deepEqual([part.status, part.body.length], [200, br.body.length], path);
    for (const wanted of ["br;q=0.5, gzip", "*;q=0.1, br;q=0", "gzip;q=1.000, br;q=0.999"]) {
      assert.equal((await coded(wanted)).headers.get("content-encoding"), "gzip", `${path} ${wanted}`);
    }
    for (const wanted of ["*", "br;q=0.001", "gzip;q=0.5, BR", "br, gzip;q=0"]) {
      assert.equal((await coded(wanted)).headers.get("content-encoding"), "br", `${path} ${wanted}`);
    }
    assert.equal((await ask("GET", `${path}.br`)).status, 404, "no name of its own");
  }
});

Deno.test("each form of what is the same for everybody has its own ETag, which is answered by 304 to who takes that form", async () => {
  const gzip = { "accept-encoding": "gzip" };
  for (const path of ["/", "/api/docs", "/api/openapi.json"]) {
    const [plain, packed] = [await ask("GET", path), await ask("GET", path, gzip)];
    const [mark, packedMark] = [plain.headers.get("etag")!, packed.headers.get("etag")!];
    assert.match(packedMark, /^"[0-9a-f]{32}-gzip"$/, path);
    assert.notEqual(mark, packedMark);
    assert.equal((await ask("GET", path, { "if-none-match": mark })).status, 304);
    assert.equal((await ask("GET", path, { ...gzip, "if-none-match": `"x", W/${packedMark}` })).status, 304);
    assert.equal((await ask("GET", path, { ...gzip, "if-none-match": mark })).status, 200);
  }
});

Deno.test("a long answer of a query arrives whole, compressed at once or in pieces", async () => {
  const note = "0123456789".repeat(20_000);
  const query = (text: string) => owner.post("/api/query", { type: "select", query: "SELECT ? AS note", params: [text] });
  for (const text of [note, note.slice(0, 2_000)]) {
    const answer = await query(text);
    assert.equal(answer.headers.get("vary"), "accept-encoding");
    assert.deepEqual((await answer.json()).rows, [{ note: text }]);
  }
  assert.equal((await query("short")).headers.get("vary"), null);
});

Deno.test("an absolute request target that is no address is 400", async () => {
  for (const target of ["http://[/ws", "http://[/api/health", "http://[::1/api/auth", "http://%/"]) {
    const answer = await sendRaw(server, "127.0.0.1", `GET ${target} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    assert.equal(answer.status, 400, `${target}: ${answer.text}`);
  }
  const sound = await sendRaw(server, "127.0.0.1", "GET http://autre.example/api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  assert.equal(sound.status, 200, "another name there is judged by the header");
});

Deno.test("a filter by time takes RFC 3339 and nothing else that a date may be", async () => {
  for (
    const from of ["1", "2026", "2026-11-22", "2026-11-22 10:00", "2026-02-30T10:00:00Z", "2026-11-22T24:00:00Z", "Nov 22 2026"]
  ) {
    const { status, body } = await answerOf(await owner.get(`/api/journal?from=${encodeURIComponent(from)}`));
    assert.deepEqual([status, body.code, body.field], [400, "invalid_body", "from"], from);
  }
  for (const to of ["2026-02-28T10:00:00Z", "2026-11-22T10:00:00.123+01:00"]) {
    assert.equal((await answerOf(await owner.get(`/api/journal?to=${encodeURIComponent(to)}`))).status, 200, to);
  }
});

Deno.test("a wrong Sec-WebSocket-Key is refused before the upgrade", async () => {
  const authorization = `Bearer ${seller.token}`;
  for (
    const key of [
      "x",
      "",
      "dGhlIHNhbXBsZSBub25jZQ",
      "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ==",
      "dGhlIHNhbXBsZSBub25jZR==",
    ]
  ) {
    const answer = await sendRaw(server, "127.0.0.2", upgradeText({ authorization, "Sec-WebSocket-Key": key }));
    assert.equal(answer.status, 400, `'${key}': ${answer.text}`);
    assert.match(answer.text, /"code":"invalid_request"/);
  }
  assert.equal((await sendRaw(server, "127.0.0.2", upgradeText({ authorization }))).status, 101, "the premise");
});

Deno.test("a frame over 16 KiB is closed with 4400 and told that it is too long", async () => {
  for (const frame of ["x".repeat(16 * 1024 + 1), new Uint8Array(20_000)]) {
    const feed = await Feed.open(seller);
    feed.socket.send(frame);
    const { code, reason } = await feed.ended;
    assert.deepEqual([code, reason], [4400, `a frame may have 16384 bytes, not ${frame.length}`]);
  }
});

Deno.test("another's ticket is not found by who can only change their own, as the API says", async () => {
  using other = await join(owner, "marc", "vendeur", "127.0.0.3");
  const id = uuidv7();
  assert.equal((await other.query("insert", "INSERT INTO ventes (id) VALUES (?)", [id])).status, 200);
  for (const action of ["envoyer", "reprendre"]) {
    const { status, body } = await answerOf(
      await seller.post(`/api/ventes/${id}/${action}`, {}, { "idempotency-key": uuidv7() }),
    );
    assert.deepEqual([status, body.code], [404, "not_found"], action);
  }
});

/** The body of a chunked answer. */
function unchunked(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(bytes);
  const parts: Uint8Array[] = [];
  for (let at = 0;;) {
    const line = text.indexOf("\r\n", at);
    const length = parseInt(text.subarray(at, line).toString("latin1"), 16);
    if (length === 0) return new Uint8Array(Buffer.concat(parts));
    parts.push(text.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
}
