/** What takes long and is no till's: a process of its own that gives way, may do no more than it needs, and is never left behind. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { appendRecords, sales } from "../support/long_journal.ts";
import {
  isRunning,
  lookedAfterStart,
  nicenessOf,
  ownProcess,
  ownProcesses,
  rightsOf,
  v8FlagsOf,
} from "../support/own_processes.ts";
import { type Person, startServer, type TestServer } from "../support/server.ts";
import { onLinux } from "../support/where.ts";

const linux = onLinux();

/** What no process of ours outlives the server by, in milliseconds. */
const OUTLIVED_MS = 5_000;
/** What gives way takes its time where many tests run. */
const PATIENCE_MS = 60_000;

/** An export of which the first piece was read, and no more. */
async function begun(owner: Person): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await owner.fetch("/api/journal/export", { headers: { "accept-encoding": "identity" } });
  assert.equal(response.status, 200);
  const reader = response.body!.getReader();
  assert.ok((await reader.read()).value!.length > 0);
  return reader;
}

Deno.test({ name: "what takes long has processes of its own", ...linux }, async (t) => {
  let server = await startServer({ flags: ["--rate-limit", "0"] });
  using owner = await server.owner();
  await server.stop();
  // A journal longer than all pipes between it and a reader.
  appendRecords(server.dir, sales(2_000, 6_000));
  server = await server.restart();
  try {
    const gone = () => eventually(() => ownProcesses(server, "looks").length === 0, "the look before is over", PATIENCE_MS);
    // That one is none of those below.
    await lookedAfterStart(owner);
    await t.step("verification, export and backup give way to the tills and may do what they need alone", async () => {
      await gone();
      await seen(server, "looks", ["--allow-read", SYS], async () => {
        assert.equal((await (await owner.get("/api/journal/verify")).json()).ok, true);
      });
      await gone();
      await seen(server, "looks", ["--allow-read", SYS], async () => {
        const exported = await (await owner.get("/api/journal/export?format=csv")).bytes();
        const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(exported);
        const [head, first, ...rest] = text.split("\r\n");
        assert.ok(rest.length > 2_000);
        assert.match(head!, /^\uFEFFseq;at;local_time;kind;/);
        assert.match(first!, /^1;\d{4}-\d\d-\d\dT[\d:.]+Z;\d{4}-\d\d-\d\d \d\d:\d\d;/);
      });
      await gone();
      await seen(server, "copies", ["--allow-read", "--allow-write", SYS], async () => {
        const { code, err } = await comptoir("backup", `${server.dir}/copy.db`, "--data", server.dir);
        assert.equal(code, 0, err);
      });
    });

    await t.step("an export that nobody takes on ends with its reader", async () => {
      await gone();
      const left = await begun(owner);
      const leaving = await ownProcess(server, "looks");
      await left.cancel();
      await eventually(() => !isRunning(leaving), "it ends with its reader", PATIENCE_MS);
    });

    await t.step("one whose process ends is never taken for whole", async () => {
      await gone();
      const broken = await begun(owner);
      Deno.kill(await ownProcess(server, "looks"), "SIGKILL");
      await assert.rejects(async () => {
        while (!(await broken.read()).done);
      }, "what came until then looks like the journal");
      assert.equal((await owner.get("/api/journal?limit=1")).status, 200, "the server goes on");
    });

    await t.step("they are few at a time, and a server that is killed takes them along", async () => {
      // A reader that nobody holds may be cleared away as garbage, and its export ends.
      const held = [await begun(owner), await begun(owner)];
      const third = await owner.get("/api/journal/export");
      assert.deepEqual([third.status, (await third.json()).code], [503, "busy"]);
      // The one that was killed may take a moment to be gone.
      await eventually(() => ownProcesses(server, "looks").length === 2, "two at a time");
      assert.equal(held.length, 2);
      const pids = ownProcesses(server, "looks");
      await server.kill();
      await eventually(() => !pids.some(isRunning), "they end with it", OUTLIVED_MS);
    });
  } finally {
    await server.kill().catch(() => {});
    await Deno.remove(server.dir, { recursive: true });
  }
});

Deno.test({
  name: "an archive whose reader has left is made no further, and nobody notes that it was",
  ...linux,
  fn: async () => {
    await using server = await startServer();
    using owner = await server.owner();
    const left = new AbortController();
    const leaving = owner.fetch("/api/archives/2026", { signal: left.signal }).then(() => "answered", () => "left");
    const pid = await ownProcess(server, "copies");
    left.abort();
    assert.equal(await leaving, "left");
    await eventually(() => !isRunning(pid), "it ends with its reader");
    const archive = await owner.get("/api/archives/2027");
    assert.ok((await archive.arrayBuffer()).byteLength > 0, "the next one is made");
    const { records } = await (await owner.get("/api/journal?limit=50")).json();
    const noted = (JSON.stringify(records).match(/\\"periode\\":\\"\d+\\"|"periode":"\d+"/g) ?? []).map((text: string) =>
      /\d+/.exec(text)![0]
    );
    assert.deepEqual([...new Set(noted)], ["2027"]);
    const files = [...Deno.readDirSync(server.dir)].map(({ name }) => name);
    assert.ok(!files.some((name) => name.includes("unsent")), files.join(", "));
  },
});

/** The right to give way, which is given up once that is done. */
const SYS = "--allow-sys=setPriority";

/** Some work, looked at from outside. */
async function seen(server: TestServer, kind: string, rights: readonly string[], work: () => Promise<unknown>): Promise<void> {
  let over = false;
  const working = work().finally(() => over = true);
  const pid = await ownProcess(server, kind);
  assert.deepEqual(rightsOf(pid), rights);
  assert.deepEqual(v8FlagsOf(pid), v8FlagsOf(server.process.pid), "what is kept compiled serves both");
  const workers: number[] = [];
  while (!over && isRunning(pid)) {
    workers.push(...nicenessOf(pid, /^worker/));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await working;
  assert.ok(workers.length > 0, "it was seen at work");
  assert.deepEqual([...new Set(workers)], [10]);
}
