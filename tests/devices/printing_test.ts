/** What hands jobs to printers, beside a database that is busy: it comes back to what waits, prints once, and says what came of it. */
import assert from "node:assert/strict";
import { Printing } from "../../server/printing.ts";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";

const WORK = { table: "jobs", waiting: "wait", printers: "printers", begin: "begin", end: "end", resume: "resume" };
type Step = "resume" | "wait" | "begin" | "end";
type State = "waits" | "begun" | "printed" | "refused" | "unknown";

/** One job in a database that keeps its state as the shop's commands do, and whose answer is lost where `fails` says so. */
class OneJob {
  state: State = "waits";
  readonly tried: Record<Step, number> = { resume: 0, wait: 0, begin: 0, end: 0 };

  constructor(readonly printer: TestPrinter, readonly fails: (step: Step, time: number) => "before" | "after" | null) {}

  ask(): Promise<string> {
    const printer = { address: this.printer.address, answers: true, width: 80, columns: 48, table: 16 };
    const job = { job: 1, queue: 1, printer, document: { blocks: [{ kind: "text", text: "Café" }] } };
    return this.#do("wait", () => this.state === "waits" ? JSON.stringify([job]) : "[]");
  }

  command(name: Step, _actor: unknown, { outcome }: { outcome?: { state: State } }): Promise<{ body: string }> {
    return this.#do(name, () => {
      if (name === "resume" && this.state === "begun") this.state = "unknown";
      if (name === "begin") {
        if (this.state !== "waits") return { body: "false" };
        this.state = "begun";
      }
      if (name === "end" && this.state === (outcome!.state === "refused" ? "waits" : "begun")) this.state = outcome!.state;
      return { body: "true" };
    });
  }

  async #do<T>(step: Step, work: () => T): Promise<T> {
    await Promise.resolve();
    const failure = this.fails(step, ++this.tried[step]);
    if (failure === "before") throw new Error("busy");
    const done = work();
    if (failure === "after") throw new Error("the answer was lost");
    return done;
  }
}

/** Nothing but the first look: no other change comes that would make it be looked at. */
async function worked(job: OneJob, ends: State): Promise<void> {
  // deno-lint-ignore no-explicit-any -- as much of a database as is asked
  const printing = new Printing(job as any, WORK);
  await printing.start();
  await eventually(() => job.state === ends, `the job is ${ends}`);
  await eventually(async () => !(await isPrinting(printing, job)), "its printer is free again");
  printing.stop();
}

/** A printer that is at work is asked for nothing. */
async function isPrinting(printing: Printing, job: OneJob): Promise<boolean> {
  const { ask } = job;
  job.ask = () =>
    Promise.resolve(JSON.stringify([{ queue: 1, name: "Comptoir", printer: { address: "127.0.0.1", answers: false } }]));
  const [found] = await printing.standings();
  job.ask = ask;
  return found!.standing === "printing";
}

Deno.test("a job that a busy database could not end of before, tell, begin or keep is printed all the same, once", async () => {
  await using printer = await TestPrinter.open();
  const job = new OneJob(printer, (_, time) => time === 1 ? "before" : null);
  await worked(job, "printed");
  assert.equal(printer.documents.length, 1);
  assert.deepEqual([job.tried.resume, job.tried.begin], [2, 2]);
});

Deno.test("of a job whose beginning was kept and the answer to that lost nobody knows, and it is not printed by itself", async () => {
  await using printer = await TestPrinter.open();
  const job = new OneJob(printer, (step, time) => step === "begin" && time === 1 ? "after" : null);
  await worked(job, "unknown");
  assert.equal(printer.documents.length, 0);
});

Deno.test("what came of a job is told until the database has it", async () => {
  await using printer = await TestPrinter.open();
  const job = new OneJob(printer, (step, time) => step === "end" && time < 3 ? "before" : null);
  await worked(job, "printed");
  assert.deepEqual([printer.documents.length, job.tried.end], [1, 3]);
});
