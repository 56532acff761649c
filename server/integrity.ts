/**
 * Whether what was written is still as it was written: looked at after each start, since the last
 * day's closing, and whenever the owner asks. It runs beside the shop's work and stops no sale; what it
 * finds is told on the console and recorded, each finding once while the server runs.
 */
import { LIMITS } from "../shared/limits.ts";
import { SERVER } from "./database/actors.ts";
import type { DatabaseService } from "./database/service.ts";
import type { LongWork, Verified } from "./long_work.ts";

type Checked = "start" | "demand";

export class Integrity {
  readonly #told = new Set<string>();
  #walk: Promise<Verified> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly database: DatabaseService, readonly work: LongWork) {}

  /** Looks soon, once the tills have found their server again. */
  start(): void {
    this.#timer = setTimeout(() => {
      this.#recent().catch((error: Error) => console.error(`the fiscal record was not verified: ${error.message}`));
    }, LIMITS.startVerificationMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Both journals from their beginning; who asks while that is under way hears of the same walk. */
  all(): Promise<Verified> {
    return this.#walk ??= this.#verify().finally(() => this.#walk = null);
  }

  async #verify(): Promise<Verified> {
    const result = await this.work.verify();
    const { first_wrong_seq, problem, fiscal } = result;
    if (!result.ok) await this.#tell("demand", `journal seq ${first_wrong_seq}`, problem);
    if (!fiscal.ok) await this.#tell("demand", fiscal.first_wrong!, fiscal.problem);
    return result;
  }

  async #recent(): Promise<void> {
    const { ok, first_wrong, problem } = await this.work.verifyRecent();
    if (!ok) await this.#tell("start", first_wrong!, problem);
  }

  async #tell(checked: Checked, record: string, problem: string | null): Promise<void> {
    const finding = `${record}: ${problem}`;
    if (this.#told.has(finding)) return;
    this.#told.add(finding);
    console.error(`Les enregistrements ne sont plus intacts / the records are not whole any more. ${finding}.`);
    const note = { kind: "integrity_defect", detail: { checked, record, problem } };
    await this.database.command("engine.note", SERVER, note).catch((error: Error) => {
      console.error(`the finding was not recorded: ${error.message}`);
    });
  }
}
