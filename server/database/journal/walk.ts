/** A walk along the journal's chain, from one file to the next: each record is held against its own text and the record before it. */
import type { DatabaseSync } from "node:sqlite";
import { chainHash, JOURNAL_DEFECT, JOURNAL_FORMATS, type JournalHead } from "./journal.ts";
import { JOURNAL_SEALED, type Seal } from "./seals.ts";

/** The first record that is not as it was written. */
export interface Wrong {
  readonly seq: number;
  readonly problem: string;
}

interface Stored {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly user_id: number | null;
  readonly username: string;
  readonly role: string | null;
  readonly mode: string;
  readonly address: string | null;
  readonly session_id: string | null;
  readonly tables: string;
  readonly content: string;
  readonly hash: string;
}

/** Columns that repeat a field of the hashed text. */
const REPEATED = ["at", "kind", "user_id", "username", "role", "mode", "address", "session_id"] as const;

export class Walk {
  head: JournalHead = { seq: 0, hash: "" };
  /** Walked so far; those that were passed over are not. */
  records = 0;
  /** What its records say of sealed files, by the name of each. */
  readonly sealed = new Map<string, Readonly<Record<string, unknown>>>();

  /** `last` is the record that the signed head names; `pastDefects`: what was found at starts is no defect. `progress` hears how far it is. */
  constructor(readonly last: JournalHead | null, readonly pastDefects: boolean, readonly progress: (seq: number) => void) {}

  /** On along the records of `db`, as far as `upTo`; null when all are as they were written. */
  along(db: DatabaseSync, upTo = Number.MAX_SAFE_INTEGER): Wrong | null {
    const page = db.prepare("SELECT * FROM _journal WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT 500");
    for (;;) {
      const rows = page.all(this.head.seq, upTo) as unknown as Stored[];
      for (const row of rows) {
        const next = this.head.seq + 1;
        const problem = this.#problemOf(row);
        if (problem !== null) return { seq: row.seq === next ? row.seq : next, problem };
        this.head = { seq: row.seq, hash: row.hash };
        this.records += 1;
        if (this.last?.seq === row.seq && this.last.hash !== row.hash) {
          return { seq: row.seq, problem: "its hash is not the one in journal.head" };
        }
      }
      this.progress(this.head.seq);
      if (rows.length === 0) return null;
    }
  }

  /** Past records that are not here, by what is known of them. */
  past({ last_seq, last_hash }: Seal): void {
    this.head = { seq: last_seq, hash: last_hash };
  }

  #problemOf(row: Stored): string | null {
    if (row.seq !== this.head.seq + 1) return "the record is missing";
    if (row.hash !== chainHash(this.head.hash, row.content)) return "its content, or the record before it, was changed";
    const content = parse(row.content);
    if (content === null) return "its content is not readable";
    if (!JOURNAL_FORMATS.includes(content["v"])) return `its format ${String(content["v"])} is unknown`;
    if (content["seq"] !== row.seq) return "its number was changed";
    const detail = content["detail"] as Record<string, unknown> | null;
    if (row.kind === JOURNAL_DEFECT && !this.pastDefects) return `it was found at a start: ${String(detail?.["defect"])}`;
    const column = REPEATED.find((name) => content[name] !== row[name]);
    if (column !== undefined) return `its column '${column}' was changed`;
    if (String(content["tables"]) !== row.tables) return "its column 'tables' was changed";
    if (row.kind === JOURNAL_SEALED && detail !== null) this.sealed.set(String(detail["name"]), detail);
    return null;
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const content = JSON.parse(text) as Record<string, unknown> | null;
    return typeof content === "object" ? content : null;
  } catch {
    return null;
  }
}
