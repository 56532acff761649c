/** The session that survives a reload. The tabs of one machine share it. */
import type { KeyValueStore } from "./platform.ts";
import { keepText } from "./shelf.ts";

const KEY = "comptoir.token";

export class StoredSession {
  constructor(readonly storage: KeyValueStore) {}

  load(): string | null {
    return this.storage.getItem(KEY);
  }

  /** A full storage costs the next sign-in only. */
  save(token: string): void {
    keepText(this.storage, KEY, token);
  }

  /** Forgets this token, but not the one that another tab has stored since. */
  forget(token: string): void {
    if (this.load() === token) this.storage.removeItem(KEY);
  }
}
