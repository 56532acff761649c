/** What takes long and is no till's: a process of its own that gives way, may do no more than it needs, and is never left behind. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { appendRecords, sales } from "../support/long_journal.ts";
import { isRunning, nicenessOf, ON_LINUX, ownProcess, ownProcesses, rightsOf } from "../support/own_processes.ts";
import { type Person, startServer, type TestServer } from "../support/server.ts";

/** What no process of ours outlives the server by, in milliseconds. */
const OUTLIVED_MS = 5_000;

/** A shop whose journal is longer than all pipes between it and a reader. */
async function withLongJournal(): Promise<{ server: TestServer; owner: Person }> {
  const server = await startServer({ flags: ["--rate-limit", "0"] });
  (await server.owner()).client.close();
  await server.stop();
  appendRecords(server.dir, sales(20_000, 600));
  const again = await server.restart();
  const owner = again.at("127.0.0.1");
  await owner.signIn("patron", "mot de passe");
  return { server: again, owner };
}

/** An export of which the first piece was read, and no more. */
async function begun(owner: Person): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const response = await owner.fetch("/api/journal/export", { headers: { "accept-encoding": "identity" } });
  assert.equal(response.status, 200);
  const reader = response.body!.getReader();
  assert.ok((await reader.read()).value!.length > 0);
  return reader;
}

Deno.test({
  name: "verification, export, archive and backup run in processes that give way to the tills and may do what they need alone",
  ignore: !ON_LINUX,
  fn: async () => {
    const { server, owner } = await withLongJournal();
    try {
      const seen = async (kind: string, rights: readonly string[], work: () => Promise<unknown>) => {
        let over = false;
        const working = work().finally(() => over = true);
        const pid = await ownProcess(server, kind);
        assert.deepEqual(rightsOf(pid), rights);
        const workers: number[] = [];
        while (!over && isRunning(pid)) {
          workers.push(...nicenessOf(pid, /^worker/));
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        await working;
        assert.ok(workers.length > 0, "it was seen at work");
        assert.deepEqual([...new Set(workers)], [10]);
      };
      await eventually(() => ownProcesses(server, "looks").length === 0, "the look at the start is over");
      await seen("looks", ["--allow-read", "--allow-sys=setPriority"], async () => {
        assert.equal((await (await owner.get("/api/journal/verify")).json()).ok, true);
      });
      await seen("looks", ["--allow-read", "--allow-sys=setPriority"], async () => {
        const text = await (await owner.get("/api/journal/export?format=csv")).text();
        assert.ok(text.split("\r\n").length > 20_000);
      });
      await seen("copies", ["--allow-read", "--allow-write", "--allow-sys=setPriority"], async () => {
        const { code, err } = await comptoir("backup", `${server.dir}/copy.db`, "--data", server.dir);
        assert.equal(code, 0, err);
      });
    } finally {
      owner.client.close();
      await server.dispose();
    }
  },
});

Deno.test({
  name: "an export that nobody takes on ends with its reader; one whose process ends is never taken for whole",
  ignore: !ON_LINUX,
  fn: async () => {
    const { server, owner } = await withLongJournal();
    try {
      await eventually(() => ownProcesses(server, "looks").length === 0, "the look at the start is over");
      const left = await begun(owner);
      const leaving = await ownProcess(server, "looks");
      await left.cancel();
      await eventually(() => !isRunning(leaving), "it ends with its reader");

      const broken = await begun(owner);
      Deno.kill(await ownProcess(server, "looks"), "SIGKILL");
      await assert.rejects(async () => {
        while (!(await broken.read()).done);
      }, "what came until then looks like the journal");
      assert.equal((await owner.get("/api/journal?limit=1")).status, 200, "the server goes on");
    } finally {
      owner.client.close();
      await server.dispose();
    }
  },
});

Deno.test({
  name: "exports at a time are few, and a server that is killed takes them along",
  ignore: !ON_LINUX,
  fn: async () => {
    const { server, owner } = await withLongJournal();
    try {
      await eventually(() => ownProcesses(server, "looks").length === 0, "the look at the start is over");
      await begun(owner);
      await begun(owner);
      const third = await owner.get("/api/journal/export");
      assert.deepEqual([third.status, (await third.json()).code], [503, "busy"]);
      const pids = ownProcesses(server, "looks");
      assert.equal(pids.length, 2);
      await server.kill();
      await eventually(() => !pids.some(isRunning), "they end with it", OUTLIVED_MS);
    } finally {
      owner.client.close();
      await Deno.remove(server.dir, { recursive: true });
    }
  },
});

Deno.test({
  name: "an archive whose reader has left is made no further, and nobody notes that it was",
  ignore: !ON_LINUX,
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
