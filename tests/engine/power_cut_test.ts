/** What a power cut or a full disk leaves of the small files beside the database is lost, and forged is another thing. */
import assert from "node:assert/strict";
import { join as joinPath } from "node:path";
import { assertSentence, comptoir, run } from "../support/command_line.ts";
import { answerOf, CHECKOUT, PASSWORD, type TestServer } from "../support/server.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { withProgram } from "../support/where.ts";

const withStrace = await withProgram("look with", "strace");

/** A file whose blocks, or whose last bytes, never reached the disk. */
const empty = (_: Uint8Array) => new Uint8Array();
const cutOff = (whole: Uint8Array) => whole.subarray(0, whole.length - 40);
const zeros = (whole: Uint8Array) => new Uint8Array(whole.length);

function leave(path: string, of: (whole: Uint8Array) => Uint8Array): void {
  Deno.writeFileSync(path, of(Deno.readFileSync(path)));
}

/** A shop with signed records that was stopped in good order. */
async function stoppedShop(): Promise<Shop> {
  const shop = await Shop.open(["chloe"]);
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  await shop.server.stop();
  return shop;
}

async function kindsAfter(server: TestServer, seq: number): Promise<string[]> {
  using owner = server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  const { records } = (await answerOf(await owner.get("/api/journal"))).body;
  return records.filter((record: { seq: number }) => record.seq > seq).map(({ kind }: { kind: string }) => kind);
}

Deno.test("a head that a power cut emptied or tore is lost: it is said and noted, and the books stay whole", async () => {
  await using shop = await stoppedShop();
  const { dir } = shop.server;
  const heads = ["journal.head", "fiscal.head"].map((name) => joinPath(dir, name));
  for (const how of [[empty, zeros], [cutOff, empty]]) {
    const { seq } = JSON.parse(Deno.readTextFileSync(heads[0]!));
    for (const [at, head] of heads.entries()) leave(head, how[at]!);
    const before = await comptoir("journal", "verify", "--data", dir);
    assert.deepEqual([before.code, /journal\.head is empty or cut off/.test(before.out)], [0, true], before.out);
    shop.server = await shop.server.restart();
    assert.match(shop.server.log, /journal\.head and fiscal\.head cannot be read \(empty or cut off/);
    const kinds = await kindsAfter(shop.server, seq);
    assert.deepEqual(kinds.filter((kind) => /lost|defect/.test(kind)), ["signed_file_lost"]);
    const after = await comptoir("journal", "verify", "--data", dir);
    assert.equal(after.code, 0, after.out);
    await shop.server.stop();
  }
  for (const head of heads) {
    const whole = Deno.readTextFileSync(head);
    assert.match(whole, /"signature":"[0-9a-f]{64}"/, "the premise: it was made anew");
  }
  shop.server = await shop.server.restart();
});

Deno.test("a head that was written anew without the key is forged: an alarm, and a defect that stays", async () => {
  await using shop = await stoppedShop();
  const { dir } = shop.server;
  for (const name of ["fiscal.head", "journal.head"]) {
    const path = joinPath(dir, name);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace(/"signature":"./, '"signature":"_'));
    shop.server = await shop.server.restart();
    assert.match(shop.server.log, new RegExp(`not as it was left: the signature of ${name} does not fit`));
    const { code, out } = await comptoir("journal", "verify", "--data", dir);
    assert.deepEqual([code, /found at a start: the signature of fiscal\.head/.test(out)], [1, true], out);
    await shop.server.stop();
  }
  shop.server = await shop.server.restart();
});

Deno.test("an empty token.key costs the sign-ins alone, an empty journal.key nothing: both are made anew, and it is said", async () => {
  await using shop = await stoppedShop();
  const { dir } = shop.server;
  leave(joinPath(dir, "token.key"), empty);
  leave(joinPath(dir, "journal.key"), cutOff);
  shop.server = await shop.server.restart();
  for (const name of ["token.key", "journal.key"]) {
    assert.match(shop.server.log, new RegExp(`${name} was empty or cut off: a new one was made`));
    assert.match(Deno.readTextFileSync(joinPath(dir, name)), /^[0-9a-f]{64}$/);
  }
  assert.equal((await answerOf(await shop.owner.get("/api/auth"))).status, 401, "the premise: tokens of before are void");
  await shop.owner.signIn("patron", PASSWORD);
  const { body } = await answerOf(await shop.owner.get("/api/journal/verify"));
  assert.deepEqual([body.ok, body.fiscal.ok], [true, true], body.problem);
});

Deno.test("an empty or torn fiscal.key is one sentence with its remedy, and the remedy works", async () => {
  await using shop = await stoppedShop();
  const { dir } = shop.server;
  const key = joinPath(dir, "fiscal.key");
  const whole = Deno.readFileSync(key);
  const needing = [
    [empty, ["--port", "0", "--no-open"]],
    [zeros, ["journal", "verify"]],
    [cutOff, ["user", "disable", "--username", "chloe"]],
  ] as const;
  for (const [of, command] of needing) {
    Deno.writeFileSync(key, of(whole));
    assertSentence(await run([...command, "--data", dir]), 1, /key file fiscal\.key is (?:empty|damaged).*copy.*away/);
    assert.deepEqual(Deno.readFileSync(key), of(whole), "left as it was");
    assert.equal((await run(["user", "list", "--data", dir])).code, 0, "what signs nothing works on");
  }
  Deno.removeSync(key);
  shop.server = await shop.server.restart();
  await shop.chloe.signIn("chloe", PASSWORD);
  await sold(shop.chloe, [PAIN], [cash(120)]);
  const { code, out } = await comptoir("journal", "verify", "--data", dir);
  assert.equal(code, 0, out);
  assert.match(out, /an earlier key[\s\S]*this folder's key|this folder's key[\s\S]*an earlier key/);
});

Deno.test("keys and heads are on disk before they take their name, and the name is on disk after that", withStrace, async () => {
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  const trace = joinPath(dir, "trace");
  const data = joinPath(dir, "data");
  const [program, ...args] = CHECKOUT;
  const calls = "trace=openat,fsync,fdatasync,rename,renameat,renameat2";
  const under = ["-f", "-y", "-qq", "-o", trace, "-e", calls, program, ...args];
  const add = ["user", "add", "--username", "patron", "--role", "administrateur", "--password-stdin", "--data", data];
  const child = new Deno.Command("strace", { args: [...under, ...add], stdin: "piped", stdout: "null", stderr: "null" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(PASSWORD));
  await writer.close();
  assert.equal((await child.status).code, 0);
  const lines = (await Deno.readTextFile(trace)).split("\n");
  for (const name of ["journal.key", "token.key", "fiscal.key", "journal.head", "fiscal.head"]) {
    const at = lines.findLastIndex((line) => /rename/.test(line) && line.includes(`/${name}"`));
    assert.ok(at > 0, `${name} takes its name at once`);
    const part = (line: string) => /(?:fsync|fdatasync)\(/.test(line) && line.includes(`/${name}.part>`);
    assert.ok(lines.slice(0, at).some(part), `${name} is on disk before`);
    const folder = (line: string) => /(?:fsync|fdatasync)\(/.test(line) && line.includes(`${data}>`);
    assert.ok(lines.slice(at).some(folder), `the name of ${name} is on disk after`);
  }
  await Deno.remove(dir, { recursive: true });
});
