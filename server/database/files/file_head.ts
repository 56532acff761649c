/**
 * The beginning of the database's file as the system has it, which the writer asks for. The thread that lives as long as the
 * process holds the file open: to close any descriptor that leads to it ends the locks that the whole process has on it, of
 * SQLite's connections as well, and a thread that ends closes its own. Then another program takes the log away from under us.
 */
import { LIMITS } from "../../../shared/limits.ts";

/** What SQLite's file format tells of a file by itself stands within these. */
export const HEAD_BYTES = 64;

/** That it cannot be read now, where else stands how many bytes were read. */
const UNREADABLE = -1;

class Question {
  /** How it stands: asked by its number, or answered. */
  readonly told: Int32Array;
  readonly bytes: Uint8Array;

  constructor(readonly memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT + HEAD_BYTES)) {
    this.told = new Int32Array(memory, 0, 1);
    this.bytes = new Uint8Array(memory, Int32Array.BYTES_PER_ELEMENT);
  }
}

/** What stands for a question, from 1 on, as long as nobody has answered it. */
function asked(number: number): number {
  return UNREADABLE - number;
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

  /** Of those that the present writer numbered. One that it no longer waits for is let be: the next one's bytes would be torn. */
  answer(number: number): void {
    const { told, bytes } = this.#question;
    if (Atomics.load(told, 0) !== asked(number)) return;
    const length = this.#read(bytes);
    // It may have given up and asked the next meanwhile, which is answered after this.
    Atomics.compareExchange(told, 0, asked(number), length);
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
  #number = 0;

  /** `ask` has the holder answer the question of that number. */
  constructor(memory: SharedArrayBuffer, readonly ask: (number: number) => void) {
    this.#question = new Question(memory);
  }

  /** Waits for it; null where it cannot be read now. */
  read(): Uint8Array | null {
    const { told, bytes } = this.#question;
    const number = ++this.#number;
    Atomics.store(told, 0, asked(number));
    this.ask(number);
    Atomics.wait(told, 0, asked(number), LIMITS.fileHeadMs);
    const length = Atomics.load(told, 0);
    return length < 0 ? null : bytes.slice(0, length);
  }
}
