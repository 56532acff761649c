/** Changes many articles as one action, and takes the last such action back as one. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { Plan } from "./bulk.ts";
import { COLUMNS, type Ware } from "./ware.ts";
import type { WaresWork } from "./wares_work.ts";

export class BulkWork {
  readonly #picked = signal<ReadonlySet<number>>(new Set());
  readonly #done = signal<Plan | null>(null);
  /** What was picked of those that are looked for. */
  readonly chosen = computed<readonly Ware[]>(() => this.wares.found.value.filter(({ id }) => this.#picked.value.has(id)));
  /** What a change is for: those, else all that are looked for. */
  readonly targets = computed<readonly Ware[]>(() => this.chosen.value.length > 0 ? this.chosen.value : this.wares.found.value);

  constructor(readonly wares: WaresWork) {}

  get picked(): ReadonlySignal<ReadonlySet<number>> {
    return this.#picked;
  }
  /** What can be taken back. */
  get done(): ReadonlySignal<Plan | null> {
    return this.#done;
  }

  pick(ids: readonly number[], picked: boolean): void {
    const all = new Set(this.#picked.peek());
    for (const id of ids) picked ? all.add(id) : all.delete(id);
    this.#picked.value = all;
  }

  apply(plan: Plan): Promise<Failure | null> {
    return attempt(async () => {
      await this.#send(plan);
      this.#done.value = plan;
      this.#picked.value = new Set();
    });
  }

  undo(plan: Plan): Promise<Failure | null> {
    return attempt(async () => {
      await this.#send({
        ...plan,
        changes: plan.changes.map(({ ware, before, after }) => ({ ware, before: after, after: before })),
      });
      this.#done.value = null;
    });
  }

  forget(): void {
    this.#done.value = null;
  }

  async #send({ field, changes }: Plan): Promise<void> {
    const { client, wares } = this.wares;
    const rows = changes.map(({ ware, before, after }) => [ware.id, before, after]);
    await client.request("POST", "/api/produits/lot", { changements: { [COLUMNS[field]]: rows } }, client.uuid.next());
    await wares.refresh();
  }
}
