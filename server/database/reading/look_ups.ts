/**
 * Look-ups by key, done at once by the thread that is asked: the way to a reader and back costs several times what they do.
 * Which texts are such is the readers' to say, who have judged them; whatever is unusual about an answer is left to them too.
 */
import type { DatabaseSync } from "node:sqlite";
import { LRUCache } from "lru-cache";
import { LIMITS } from "../../../shared/limits.ts";
import type { Query } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import type { LookUp } from "../jobs.ts";
import { allRows, hasLimits, openReader, setLimits } from "../sql/sqlite.ts";
import { StatementCache } from "../sql/statements.ts";
import { bindParameters, hasSmallestInteger, parameterChars } from "../sql/values.ts";
import { rowsJson } from "./select.ts";

export class LookUps {
  readonly #db: DatabaseSync;
  readonly #statements: StatementCache;
  /** By role and text; false for what is none. */
  readonly #known = new LRUCache<string, LookUp | false>({ max: LIMITS.preparedStatements });
  readonly #isBounded: boolean;

  constructor(database: string) {
    // Whoever holds the file for a moment holds nobody up here: a reader waits for it.
    this.#db = openReader(database, { timeoutMs: 0, cacheKib: LIMITS.lookUpCacheKib });
    // A longer value is an error here, and read by a reader.
    setLimits(this.#db, LIMITS.lookUpValueBytes, LIMITS.likePatternBytes);
    this.#isBounded = hasLimits(this.#db);
    this.#statements = new StatementCache(this.#db);
  }

  /** Whether a reader is to say what this text is. */
  wonders(role: Role, { query }: Query): boolean {
    return this.#isBounded && query.length <= LIMITS.cachedSqlChars && !this.#known.has(nameOf(role, query));
  }

  /** Where nothing bounds what one finds there are none, whoever else wondered. */
  learn(role: Role, { query }: Query, lookUp: LookUp | null): void {
    if (this.#isBounded) this.#known.set(nameOf(role, query), lookUp ?? false);
  }

  /** The answer as JSON text; null where a reader is to be asked. */
  answer(role: Role, { query, params = [] }: Query): string | null {
    const known = this.#known.get(nameOf(role, query));
    if (known === undefined || known === false || parameterChars(params) > LIMITS.lookUpChars) return null;
    try {
      const rows = allRows(this.#statements.get(known.sql), bindParameters(known.parameters, params));
      return rows.some(hasSmallestInteger) ? null : `{${known.head},${rowsJson(rows)}}`;
    } catch {
      return null; // a reader tells what is wrong with it, or copes
    }
  }

  close(): void {
    this.#db.close();
  }
}

function nameOf(role: Role, text: string): string {
  return `${role} ${text}`;
}
