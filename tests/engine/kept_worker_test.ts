/** Workers that end or are stuck: whoever asked is answered, and another worker takes over. */
import assert from "node:assert/strict";
import { Casualties } from "../../server/database/workers/casualties.ts";
import { KeptWorker, type Started } from "../../server/database/workers/kept_worker.ts";
import { AppError } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import { LONGEST_MS, type MortalJob } from "../support/mortal_worker.ts";

/** Soon, and after the other was asked and has answered. */
const LATER_MS = 5_000;

type FromMortal = Started | { readonly type: "answers"; readonly answers: readonly string[] };

class Scene {
  resorts: string[] = [];
  /** How many were begun. */
  begun = 0;
  readonly worker: KeptWorker<MortalJob, string, FromMortal>;

  constructor(irreplaceable: boolean) {
    const resort = (kind: string) => (reason: string) => void this.resorts.push(`${kind}: ${reason}`);
    this.worker = new KeptWorker<MortalJob, string, FromMortal>({
      name: "mortal",
      make: () => {
        this.begun += 1;
        return new Worker(new URL("../support/mortal_worker.ts", import.meta.url), { type: "module" });
      },
      start: (pulse) => pulse,
      pack: (jobs) => jobs,
      deafMs: LONGEST_MS,
      lane: { capacity: 100, batch: 8, ready: 4 },
      hear: (message) => {
        if (message.type === "answers") this.worker.lane.settle(message.answers);
      },
      casualties: new Casualties({ end: resort("end"), replace: resort("replace") }),
      ...irreplaceable ? { irreplaceable } : {},
    });
  }

  ask(job: MortalJob): Promise<string> {
    return this.worker.lane.ask(job);
  }

  /** The code of what a job is refused with. */
  async refusal(job: MortalJob): Promise<string> {
    const error = await this.ask(job).then((answer) => new Error(`'${job}' was answered: ${answer}`), (error: Error) => error);
    assert.ok(error instanceof AppError, error.message);
    return error.code;
  }

  [Symbol.dispose](): void {
    this.worker.close();
  }
}

async function scene(irreplaceable = false): Promise<Scene> {
  const made = new Scene(irreplaceable);
  await made.worker.start();
  return made;
}

Deno.test("one that may come later begins when it is needed, once, and else by itself: what it was asked meanwhile is answered", async () => {
  using needed = new Scene(false);
  using idle = new Scene(false);
  for (const { worker } of [needed, idle]) worker.startLater(LATER_MS);
  const late = idle.ask("who");
  needed.worker.startBeside();
  needed.worker.startBeside();
  const first = await needed.ask("who");
  assert.deepEqual([needed.begun, idle.begun], [1, 0]);
  await late;
  assert.deepEqual([needed.begun, idle.begun], [1, 1]);
  assert.equal(await needed.ask("who"), first);
});

for (const death of ["throw", "reject", "close"] as const) {
  Deno.test(`a worker that ends (${death}) is started again: what it held is answered busy, and the next one answers`, async () => {
    using it = await scene();
    const first = await it.ask("who");
    assert.equal(await it.ask("who"), first, "it is the same one until it ends");
    const dying = it.ask(death).then(() => "answered", (error: AppError) => error.code);
    if (death === "throw") assert.equal(await dying, "busy");
    await dying;
    const answers: string[] = [];
    while (answers.length < 100 && answers.at(-1) !== "another") {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const answer = await it.ask("who").catch((error: AppError) => error.code);
      answers.push(answer === first ? "first" : answer === "busy" ? answer : "another");
    }
    assert.equal(answers.at(-1), "another", answers.join());
    assert.equal(it.resorts.length, 0);
  });
}

Deno.test("the third end within a minute ends the server, and nobody waits for an answer", async () => {
  using it = await scene();
  assert.equal(await it.refusal("throw"), "busy");
  assert.equal(await it.refusal("throw"), "busy");
  assert.equal(it.resorts.length, 0, "twice is made good");
  assert.equal(await it.refusal("throw"), "busy");
  assert.match(it.resorts.join(), /^end: The mortal has ended/);
});

Deno.test("a worker that is at one thing for too long is left to itself: its job hears query_timeout, the others busy", async () => {
  using it = await scene();
  const first = await it.ask("who");
  const [sticking, beside] = await Promise.all([it.refusal("stick"), it.ask("who").catch((error: AppError) => error.code)]);
  assert.equal(sticking, "query_timeout");
  assert.notEqual(beside, first, "nobody is answered by a worker that is stuck");
  assert.notEqual(await it.ask("who"), first);
  for (let more = 1; more < LIMITS.abandonedWorkers; more++) assert.equal(await it.refusal("stick"), "query_timeout");
  assert.equal(it.resorts.length, 0, "that many are left to themselves");
  assert.equal(await it.refusal("stick"), "query_timeout");
  assert.match(it.resorts.join(), /^replace: /, "more of them, and only another process helps");
});

Deno.test("what cannot be replaced by another thread asks for another process; what says that it goes on is not stuck", async () => {
  using it = await scene(true);
  assert.match(await it.ask("toil"), /^[0-9a-f-]{36}$/, "three times as long as one thing may take");
  assert.equal(it.resorts.length, 0);
  assert.equal(await it.refusal("stick"), "query_timeout");
  assert.match(it.resorts.join(), /^replace: The mortal is stuck/);
});
