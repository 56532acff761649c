/**
 * The beginning of the database's file as the system has it, which the writer asks for. The thread that lives as long as the
 * process holds the file open: to close any descriptor that leads to it ends the locks that the whole process has on it, of
 * SQLite's connections as well, and a thread that ends closes its own. Then another program takes the log away from under us.
 */
import { LIMITS } from "../../../shared/limits.ts";

/** What SQLite's file format tells of a file by itself stands within these. */
export const HEAD_BYTES = 64;

/** How many bytes were read: what is asked for, or that it cannot be read now. */
const ASKED = -1;
const UNREADABLE = -2;

class Question {
  readonly told: Int32Array;
  readonly bytes: Uint8Array;

  constructor(readonly memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT + HEAD_BYTES)) {
    this.told = new Int32Array(memory, 0, 1);
    this.bytes = new Uint8Array(memory, Int32Array.BYTES_PER_ELEMENT);
  }
}

/** The holder's side. */
export class HeldFile {
  readonly #file: Deno.FsFile;
  #question = new Question();

  constructor(path: string) {
    this.#file = Deno.openSync(path);
  }

  /** For a writer that begins: one before it may still be asking. */
  newQuestion(): SharedArrayBuffer {
    this.#question = new Question();
    return this.#question.memory;
  }

  answer(): void {
    const { told, bytes } = this.#question;
    Atomics.store(told, 0, this.#read(bytes));
    Atomics.notify(told, 0);
  }

  /** Once no connection to the database is needed any more. */
  close(): void {
    this.#file.close();
  }

  #read(bytes: Uint8Array): number {
    const read = new Uint8Array(HEAD_BYTES);
    try {
      this.#file.seekSync(0, Deno.SeekMode.Start);
      const length = this.#file.readSync(read) ?? 0;
      bytes.set(read);
      return length;
    } catch {
      return UNREADABLE;
    }
  }
}

/** The writer's side. */
export class FileHead {
  readonly #question: Question;

  /** `ask` has the holder answer. */
  constructor(memory: SharedArrayBuffer, readonly ask: () => void) {
    this.#question = new Question(memory);
  }

  /** Waits for it; null where it cannot be read now. */
  read(): Uint8Array | null {
    const { told, bytes } = this.#question;
    Atomics.store(told, 0, ASKED);
    this.ask();
    Atomics.wait(told, 0, ASKED, LIMITS.fileHeadMs);
    const length = Atomics.load(told, 0);
    return length < 0 ? null : bytes.slice(0, length);
  }
}
