/** Whether other connections have written into a database, as SQLite tells each of them. */
import type { DatabaseSync } from "node:sqlite";

/** Answers what tells whether any has since it was asked last; the first time it says so whatever they did. */
export function othersWrites(db: DatabaseSync): () => boolean {
  const version = db.prepare("PRAGMA data_version");
  let seen: unknown = null;
  return () => {
    const { data_version } = version.get() as { data_version: number };
    const isNew = data_version !== seen;
    seen = data_version;
    return isNew;
  };
}
