/** What a writer is known to have committed: nobody may think it at rest while something of it may not have been told. */
import assert from "node:assert/strict";
import { DataFolder } from "../../server/database/files/folder.ts";
import type { WriteJob } from "../../server/database/jobs.ts";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { WriterLane } from "../../server/database/writing/writer_lane.ts";
import type { FromWriter } from "../../server/database/writing/writer_worker.ts";
import { ACTOR } from "../support/trapped_writer.ts";

/** A writer that says what it is told to say. */
class Puppet {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly heard: { readonly type: string }[] = [];
  postMessage(message: { readonly type: string }): void {
    this.heard.push(message);
  }
  terminate(): void {}
  says(message: FromWriter): void {
    this.onmessage!(new MessageEvent("message", { data: message }));
  }
  dies(): void {
    this.onerror!(new ErrorEvent("error", { message: "it died" }));
  }
}

class Scene {
  readonly #dir = Deno.makeTempDirSync({ prefix: "comptoir-told-" });
  readonly puppets: Puppet[] = [];
  readonly lane: WriterLane;
  readonly told: string[] = [];

  constructor() {
    Deno.writeTextFileSync(`${this.#dir}/comptoir.db`, "");
    this.lane = new WriterLane({
      folder: new DataFolder(this.#dir),
      version: "0",
      startWriter: () => {
        this.puppets.push(new Puppet());
        return this.writer as unknown as Worker;
      },
      casualties: new Casualties({ end() {}, replace() {} }),
      journalBytesPerMinute: null,
    });
    this.lane.onUntold = (head) => this.told.push(`untold ${head}`);
    this.lane.onFiles = (lost) => this.told.push(lost ? "lost" : "found");
  }

  /** The one that works now. */
  get writer(): Puppet {
    return this.puppets.at(-1)!;
  }

  async start(): Promise<this> {
    const ready = this.lane.start();
    this.writer.says({ type: "ready", head: 5 });
    await ready;
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.lane.close();
    this.writer.says({ type: "closed" });
    await closed;
    this.lane.letGo();
    Deno.removeSync(this.#dir, { recursive: true });
  }
}

const JOB: WriteJob = { actor: ACTOR, work: { kind: "command", name: "anything", input: null }, idempotency: null };

Deno.test("a writer is at rest between its answers, not before them", async () => {
  await using scene = await new Scene().start();
  const { lane, writer } = scene;
  assert.ok(lane.isIdle);
  const asked = lane.ask(JOB);
  assert.ok(!lane.isIdle);
  const answer = { ok: true, body: "{}", replayed: false, seq: null, at: "", changed: null } as const;
  writer.says({ type: "answers", answers: [answer], own: [], stats: { commits: 1, writes: 0, commitMs: 1, head: 5 } });
  assert.ok(lane.isIdle);
  await asked;
});

for (const head of [5, 6]) {
  Deno.test(`after a writer was lost none is at rest before it is known what that had committed (${head - 5} records)`, async () => {
    await using scene = await new Scene().start();
    const { lane } = scene;
    const asked = lane.ask(JOB).then(() => "answered", () => scene.told.push("refused"));
    scene.writer.dies();
    assert.ok(!lane.isIdle);
    // Whoever asks in the very turn in which the next one is ready asks too early.
    const early: string[] = [];
    scene.writer.says({ type: "ready", head });
    for (let turn = 0; turn < 20; turn++) {
      if (lane.isIdle) early.push(scene.told.join());
      await Promise.resolve();
    }
    await asked;
    assert.deepEqual(scene.told, head === 5 ? ["refused"] : ["untold 6", "refused"]);
    assert.ok(early.length > 0 && lane.isIdle, "it is at rest again");
    if (head > 5) assert.ok(early.every((told) => told.startsWith("untold")), JSON.stringify(early));
  });
}

Deno.test("a writer whose files are lost is never at rest: what it commits there is told to nobody", async () => {
  await using scene = await new Scene().start();
  scene.writer.says({ type: "files", lost: true });
  assert.ok(!scene.lane.isIdle);
  scene.writer.says({ type: "files", lost: false });
  assert.ok(scene.lane.isIdle);
  assert.deepEqual(scene.told, ["lost", "found"]);
});
