/** A writer that ends or is stuck, a promise without a catch, a stop that waits for what never comes: the shop goes on. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { around, type Person, type TestServer, uuidv7 } from "../support/server.ts";
import { Staff } from "../support/staff.ts";
import { DEADLY, STUCK } from "../support/mortal_tickets.ts";
import { onLinux } from "../support/where.ts";

const SALE = "INSERT INTO ventes (id) VALUES (?)";
const ENDLESS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS n FROM n";
const MORTAL = around("mortal_server.ts");
/** Milliseconds within which a stuck worker is noticed and replaced, with what a busy machine adds. */
const REPLACED_MS = 5_000 + 10_000;
const STOPPED_MS = 10_000;

interface Scene extends AsyncDisposable {
  readonly server: TestServer;
  readonly owner: Person;
  readonly seller: Person;
}

async function scene(): Promise<Scene> {
  const { server, owner, people: { nora: seller } } = await Staff.open({ nora: "vendeur" }, { command: MORTAL });
  return {
    server,
    owner,
    seller,
    async [Symbol.asyncDispose]() {
      owner.client.close();
      seller.client.close();
      // Whoever runs on the folder now: it may be the successor of whom the test started, or one that is about to be.
      if (server.log.includes("takes this one's place")) {
        await within(REPLACED_MS, "a successor", () => Promise.resolve(pidIn(server.dir) === server.process.pid ? null : true));
      }
      for (const pid of new Set([server.process.pid, pidIn(server.dir)])) kill(pid);
      await server.process.status;
      await Deno.remove(server.dir, { recursive: true });
    },
  };
}

function pidIn(dir: string): number {
  try {
    return JSON.parse(Deno.readTextFileSync(`${dir}/comptoir.lock`)).pid;
  } catch {
    return 0;
  }
}

function kill(pid: number): void {
  try {
    if (pid > 0) Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

async function within<T>(ms: number, what: string, found: () => Promise<T | null>): Promise<T> {
  for (const until = Date.now() + ms; Date.now() < until;) {
    const result = await found().catch(() => null);
    if (result !== null) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new assert.AssertionError({ message: `not within ${ms} ms: ${what}` });
}

/** What a promise resolves to; null when it has not within these milliseconds. */
async function inTime<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Sells until it is answered, with the key that makes that safe. */
async function sellAgain(seller: Person, id: string): Promise<string> {
  const key = crypto.randomUUID();
  return await within(REPLACED_MS, "a sale", async () => {
    const { status, body } = await seller.query("insert", SALE, [id], { "idempotency-key": key });
    assert.ok([200, 500, 503].includes(status), JSON.stringify(body));
    return status === 200 ? id : null;
  });
}

Deno.test("a writer that ends is started again: what was stored is no 'busy', its key knows the answer, and tills are told", async () => {
  await using it = await scene();
  const { seller, owner, server } = it;
  const socket = owner.socket();
  const hello = await new Promise<{ epoch: string; seq: number }>((resolve) => {
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "hello") resolve(frame);
    };
  });
  const closed = new Promise<number>((resolve) => socket.onclose = ({ code }) => resolve(code));
  const key = { "idempotency-key": crypto.randomUUID() };
  const lost = await seller.query("insert", SALE, [DEADLY], key);
  assert.deepEqual([lost.status, lost.body.code], [500, "internal"], "nobody may say that it was not stored");
  const replayed = await within(REPLACED_MS, "an answer", async () => {
    const answer = await seller.query("insert", SALE, [uuidv7()]).then(() => seller.query("insert", SALE, [DEADLY], key));
    return answer.status === 200 ? answer : null;
  });
  assert.equal(replayed.headers.get("idempotency-replayed"), "true", JSON.stringify(replayed.body));

  assert.equal(await closed, 1001, "who was not told of it comes again");
  const again = owner.socket(`?epoch=${hello.epoch}&since=${hello.seq}`);
  const change = await new Promise<{ changes: { key: { id: string } }[] }>((resolve) => {
    again.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "data_change") resolve(frame);
    };
  });
  again.close();
  assert.equal(change.changes[0]?.key.id, DEADLY);
  assert.match(server.log, /The writer has ended and is started again/);
  assert.equal((await (await owner.get("/api/health")).json()).status, "ok");
});

Deno.test(
  "a writer's end lets go of no lock that the process has on the file: no other program takes its log away",
  onLinux(),
  async () => {
    await using it = await scene();
    const { seller, server } = it;
    const file = `${server.dir}/comptoir.db`;
    await sellAgain(seller, uuidv7());
    assert.ok(hasLock(server.process.pid, file), "the premise: a database in use is locked");
    assert.equal((await seller.query("insert", SALE, [DEADLY])).status, 500);
    const kept = await sellAgain(seller, uuidv7());
    // SQLite, which counts those of the readers on, asks for none anew.
    assert.ok(hasLock(server.process.pid, file), "its end has let go of the file");
    const log = Deno.statSync(`${file}-wal`).ino;

    // The last one that closes a database removes its log: another program must not think that it is.
    const other = new DatabaseSync(file);
    assert.equal(other.prepare("SELECT count(*) AS n FROM ventes WHERE id = ?").get(kept)!["n"], 1);
    other.close();
    assert.equal(Deno.statSync(`${file}-wal`).ino, log, "the log is still there");
    await sellAgain(seller, uuidv7());
    assert.doesNotMatch(server.log, /nothing is stored/);
  },
);

/** Whether a process has the lock of one that reads a database, as SQLite takes it on the file. */
function hasLock(pid: number, file: string): boolean {
  const { ino } = Deno.statSync(file);
  return Deno.readTextFileSync("/proc/locks").split("\n").some((line) => {
    const [, , , , owner, inode, from] = line.split(/\s+/);
    return Number(owner) === pid && inode?.endsWith(`:${ino}`) && Number(from) === SHARED_BYTE;
  });
}
/** The first byte of SQLite's shared lock: PENDING_BYTE + 2. */
const SHARED_BYTE = 0x40000002;

Deno.test("what a writer held that was not stored is answered busy; its third end within a minute ends the server, with code 1", async () => {
  await using it = await scene();
  const { seller, server } = it;
  assert.equal((await seller.query("insert", SALE, [DEADLY])).status, 500);
  await sellAgain(seller, uuidv7());
  const { status, body } = await seller.query("insert", SALE, [DEADLY]);
  assert.deepEqual([status, body.code], [503, "busy"], "it was there already: nothing was stored");
  await sellAgain(seller, uuidv7());
  const last = await seller.query("insert", SALE, [DEADLY]);
  assert.deepEqual([last.status, last.body.code], [503, "busy"]);
  assert.equal((await inTime(REPLACED_MS, server.process.status))?.code, 1);
  assert.match(server.log, /Comptoir ends\. The writer has ended; so have 2 more within 60 s/);
});

Deno.test("a writer inside an endless statement: another process takes its place, and every acknowledged sale is there", async () => {
  await using it = await scene();
  const { seller, server } = it;
  const before = uuidv7();
  assert.equal((await seller.query("insert", SALE, [before])).status, 200);
  const stuck = seller.query("insert", SALE, [STUCK]);
  stuck.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 500));
  // Behind it, and safe to retry: nothing of it was stored.
  using other = server.at("127.0.0.3");
  other.token = seller.token;
  const waiting = other.query("insert", SALE, [uuidv7()]);
  waiting.catch(() => {});
  const answers = await inTime(REPLACED_MS, Promise.all([stuck, waiting]));
  assert.ok(answers !== null, "nobody notices");
  const [held, behind] = answers;
  assert.deepEqual([held.status, held.body.code], [503, "query_timeout"]);
  assert.deepEqual([behind.status, behind.body.code], [503, "busy"]);
  assert.match(server.log, /The writer is stuck: at a query of 'nora' for more than 4 s/);
  assert.equal((await server.process.status).code, 1, "only its end frees the lock");

  const after = await sellAgain(seller, uuidv7());
  const { body } = await seller.query("select", "SELECT id FROM ventes ORDER BY id");
  assert.deepEqual(body.rows, [{ id: before }, { id: after }].sort((a, b) => a.id < b.id ? -1 : 1));
  const successor = pidIn(server.dir);
  assert.notEqual(successor, server.process.pid);
  Deno.kill(successor, "SIGTERM");
  await within(STOPPED_MS, "the successor stops", () => Promise.resolve(pidIn(server.dir) === 0 ? true : null));
});

Deno.test("SIGTERM ends the server within 10 s, with a writer that is stuck, a slow process and a socket that does not read", async () => {
  await using it = await scene();
  const { owner, server } = it;
  // The owner's write may take a minute: the stop does not wait for that to be noticed.
  let isAnswered = false;
  const stuck = owner.query("update", "UPDATE boutique SET nom = ?", [STUCK]).then(() => isAnswered = true, () => {});
  const slow = owner.query("select", ENDLESS).catch(() => {});
  const silent = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await silent.write(new TextEncoder().encode(
    `GET /ws HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n` +
      `sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nauthorization: Bearer ${owner.token}\r\n\r\n`,
  ));
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(!isAnswered, "it is stuck");
  server.process.kill("SIGTERM");
  const ended = await inTime(STOPPED_MS, server.process.status);
  silent.close();
  assert.ok(ended !== null, "it waits for what never comes");
  assert.equal(pidIn(server.dir) === 0 || pidIn(server.dir) === server.process.pid, true, "nobody comes after it");
  kill(server.process.pid);
  await Promise.all([stuck, slow]);
});

Deno.test("a promise and an error that nobody caught are told on the console, with their request where there is one; the server goes on", async () => {
  await using it = await scene();
  const { seller, server } = it;
  server.process.kill("SIGUSR2");
  await within(5_000, "the console", () => Promise.resolve(/an error without a catch/.test(server.log) ? true : null));
  assert.match(server.log, /\[-\] not caught: Error: a promise without a catch/);
  const answer = await seller.fetch("/api/nowhere", { headers: { "accept-language": "xx-mortal" } });
  await answer.body?.cancel();
  const told = `[${answer.headers.get("x-request-id")}] not caught: Error: a promise of a request without a catch`;
  await within(5_000, told, () => Promise.resolve(server.log.includes(told) ? true : null));
  // What is open to everybody has requests as well, and so has what is refused.
  for (const path of ["/r/nowhere", `/images/${"0".repeat(64)}`]) {
    const answer = await seller.fetch(path, { headers: { "accept-language": "xx-mortal" } });
    await answer.body?.cancel();
    assert.equal(answer.status, 404, path);
    const told = `[${answer.headers.get("x-request-id")}] not caught: Error: a promise of a request without a catch`;
    await within(5_000, told, () => Promise.resolve(server.log.includes(told) ? true : null));
  }
  assert.equal((await seller.query("insert", SALE, [uuidv7()])).status, 200);
});
