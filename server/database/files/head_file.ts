/**
 * A signed copy of the journal's head beside the database. Written after COMMIT, at most once a
 * second and at stop: a head behind the journal is normal, a head ahead of it is a cut tail.
 */
import { LIMITS } from "../../../shared/limits.ts";
import type { DataFolder } from "./folder.ts";
import type { JournalHead } from "../journal/journal.ts";
import { type SignedContent, SignedFile } from "./signed_file.ts";

export class HeadFile {
  #pending: JournalHead | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #writing: Promise<void> = Promise.resolve();

  /** `beside` is called after each writing: what else is to be told of the same moment. */
  constructor(readonly file: SignedFile<JournalHead>, readonly beside: () => Promise<void> = async () => {}) {}

  /** Remembers the head and writes it within a second. */
  note(head: JournalHead): void {
    this.#pending = head;
    this.#timer ??= setTimeout(() => void this.flush(), LIMITS.headMs);
  }

  /** Resolves when the head that was noted last is on disk, or could not be written: that stops no sale. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // One after the other: two at once would write into the same file.
    return this.#writing = this.#writing.then(() => this.#write());
  }

  async #write(): Promise<void> {
    const head = this.#pending;
    if (head === null) return;
    this.#pending = null;
    await this.file.write(head).catch((error: Error) => {
      // The copy guards against a cut tail; that it cannot be written must not stop a sale.
      console.error(`journal head not written: ${error.message}`);
    });
    await this.beside();
  }
}

/** The file of a folder; without the key it can only say that nothing is known. */
export function journalHead(folder: DataFolder, key: Uint8Array | null): SignedFile<JournalHead> {
  return new SignedFile<JournalHead>(folder.journalHead, key, "comptoir-journal-head", ["seq", "hash"]);
}

/**
 * What the signed head says against a journal that ends at `head`; null when they agree, or when it
 * is lost and says nothing. Asked at start, before the copy is written anew: a journal cut while
 * nothing ran would else be forgotten.
 */
export function headDefect(
  signed: SignedContent<JournalHead>,
  head: JournalHead,
  hashAt: (seq: number) => string | null,
): string | null {
  switch (signed.state) {
    case "lost":
      return null;
    case "forged":
      return "the signature of journal.head does not fit its content";
    case "missing":
      return head.seq === 0 ? null : "journal.head is missing";
  }
  const { seq, hash } = signed.content;
  if (seq > head.seq) return `the journal ends at ${head.seq}, but it had reached ${seq}: its end was cut off`;
  return seq > 0 && hashAt(seq) !== hash ? `the hash of ${seq} is not the one in journal.head` : null;
}
