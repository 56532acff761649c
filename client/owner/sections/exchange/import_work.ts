/** An import on its way: a file that was chosen, what its columns are, what would come of it, and what has come of those before. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { IMPORT_SORTS, type ImportColumn, type ImportSort } from "../../../../shared/import_columns.ts";
import { Failure } from "../../../network/failure.ts";
import type { LiveList } from "../../../network/live_list.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { headsOf, proposed } from "../../../../shared/files/columns.ts";
import { readTable } from "../../files/read_file.ts";
import { type FileTable, type Unreadable, UnreadableFile } from "../../../../shared/files/table.ts";
import { type DoneImport, doneImports } from "./done_imports.ts";
import { type Fault, serverFaults, type WireLines, wireLines } from "./import_lines.ts";
import type { Outcome } from "./outcome.ts";
import { rememberColumns, rememberedColumns } from "./remembered_columns.ts";

export interface ChosenFile {
  readonly name: string;
  readonly table: FileTable;
  /** What its columns are remembered by. */
  readonly heads: readonly string[];
  /** Whether its first line names them. */
  readonly headed: boolean;
  /** Per column, what it becomes. */
  readonly fields: readonly (ImportColumn | null)[];
}

export type Phase = "reading" | "trying" | "importing";

export class ImportWork {
  readonly done: LiveList<DoneImport>;
  readonly sort;
  readonly #file = signal<ChosenFile | null>(null);
  readonly #phase = signal<Phase | null>(null);
  readonly #unreadable = signal<Unreadable | null>(null);
  readonly #failure = signal<Failure | null>(null);
  readonly #faults = signal<{ readonly list: readonly Fault[]; readonly count: number } | null>(null);
  readonly #tried = signal<Outcome | null>(null);
  readonly #imported = signal<Outcome | null>(null);
  /** Tells the file that is wanted from those before it, whose columns may still be asked for. */
  #turn = 0;

  /** `sort`: what the address names, if it is one. */
  constructor(readonly client: NetworkClient, sort?: string) {
    this.sort = signal<ImportSort>(IMPORT_SORTS.find((name) => name === sort) ?? "produits");
    this.done = doneImports(client);
  }

  get file(): ReadonlySignal<ChosenFile | null> {
    return this.#file;
  }
  /** What is under way. */
  get phase(): ReadonlySignal<Phase | null> {
    return this.#phase;
  }
  get unreadable(): ReadonlySignal<Unreadable | null> {
    return this.#unreadable;
  }
  get failure(): ReadonlySignal<Failure | null> {
    return this.#failure;
  }
  get faults(): ReadonlySignal<{ readonly list: readonly Fault[]; readonly count: number } | null> {
    return this.#faults;
  }
  get tried(): ReadonlySignal<Outcome | null> {
    return this.#tried;
  }
  get imported(): ReadonlySignal<Outcome | null> {
    return this.#imported;
  }

  start(): void {
    this.done.start();
  }

  stop(): void {
    this.done.stop();
  }

  /** Another sort has other columns. */
  async setSort(sort: ImportSort): Promise<void> {
    this.sort.value = sort;
    const file = this.#file.peek();
    if (file === null) return;
    this.#forget();
    // Not a phase of its own: a file that is chosen meanwhile is taken, and is the one that is meant.
    try {
      await this.#take(file.name, file.table);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#failure.value = error;
    }
  }

  async choose(file: File): Promise<void> {
    this.drop();
    await this.#during("reading", async () => await this.#take(file.name, await readTable(file)));
  }

  drop(): void {
    this.#turn += 1;
    this.#file.value = null;
    this.#forget();
  }

  become(at: number, field: ImportColumn | null): void {
    const file = this.#file.peek()!;
    this.#forget();
    // What two columns would be, only the later one is.
    const fields = file.fields.map((was, place) => place === at ? field : was === field ? null : was);
    this.#file.value = { ...file, fields };
  }

  setHeaded(headed: boolean): void {
    this.#forget();
    this.#file.value = { ...this.#file.peek()!, headed };
  }

  /** Every line is read and tried; nothing is kept of it. */
  async check(): Promise<void> {
    this.#forget();
    await this.#during("trying", async () => {
      const wire = this.#wire();
      if (wire.faults.length > 0) this.#faults.value = { list: wire.faults, count: wire.faults.length };
      else this.#tried.value = await this.#send(wire, true);
    });
  }

  async run(): Promise<void> {
    await this.#during("importing", async () => {
      const sort = this.sort.peek();
      const file = this.#file.peek()!;
      const outcome = await this.#send(this.#wire(), false);
      if (outcome === null) return;
      if (file.headed) await rememberColumns(this.client, sort, file.heads, file.fields);
      this.drop();
      this.#imported.value = outcome;
      await this.done.refresh();
    });
  }

  /** Throws a Failure. */
  async undo(id: number): Promise<void> {
    await this.client.request("POST", `/api/imports/${id}/annuler`, {}, this.client.uuid.next());
    this.#imported.value = null;
    await this.done.refresh();
  }

  #wire(): WireLines {
    const { table, fields, headed } = this.#file.peek()!;
    return wireLines(table, fields, headed);
  }

  async #take(name: string, table: FileTable): Promise<void> {
    const turn = ++this.#turn;
    const sort = this.sort.peek();
    const remembered = await rememberedColumns(this.client, sort);
    if (turn !== this.#turn) return;
    // The other sort was chosen while nothing was there to take it up.
    if (sort !== this.sort.peek()) return await this.#take(name, table);
    const widest = Math.max(...table.lines.map(({ cells }) => cells.length));
    const first = table.lines[0]!.cells;
    const heads = headsOf(Array.from({ length: widest }, (_, at) => first[at] ?? ""));
    const fields = proposed(heads, sort, remembered);
    this.#file.value = { name, table, heads, fields, headed: fields.some((field) => field !== null) };
  }

  async #send(wire: WireLines, essai: boolean): Promise<Outcome | null> {
    const body = {
      sorte: this.sort.peek(),
      fichier: this.#file.peek()!.name.slice(0, 200),
      essai,
      colonnes: wire.columns,
      lignes: wire.lines,
    };
    try {
      return await this.client.request("POST", "/api/imports", body, this.client.uuid.next()) as Outcome;
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "import_faulty") throw error;
      this.#tried.value = null;
      this.#faults.value = { list: serverFaults(error.extras["fautes"], wire), count: Number(error.extras["nombre"]) };
      return null;
    }
  }

  #forget(): void {
    this.#unreadable.value =
      this.#failure.value =
      this.#faults.value =
      this.#tried.value =
      this.#imported.value =
        null;
  }

  async #during(phase: Phase, work: () => Promise<void>): Promise<void> {
    if (this.#phase.peek() !== null) return;
    this.#phase.value = phase;
    this.#failure.value = null;
    // Drawn before the page has its hands full.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      await work();
    } catch (error) {
      if (error instanceof UnreadableFile) this.#unreadable.value = error.why;
      else if (error instanceof Failure) this.#failure.value = error;
      else throw error;
    } finally {
      this.#phase.value = null;
    }
  }
}
