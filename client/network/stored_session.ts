/** The session that survives a reload. The tabs of one machine share it. */
import type { KeyValueStore } from "./platform.ts";

const KEY = "comptoir.token";

export class StoredSession {
  constructor(readonly storage: KeyValueStore) {}

  load(): string | null {
    return this.storage.getItem(KEY);
  }

  /** A full storage costs the next sign-in only. */
  save(token: string): void {
    try {
      this.storage.setItem(KEY, token);
    } catch {
      // Said above.
    }
  }

  /** Forgets this token, but not the one that another tab has stored since. */
  forget(token: string): void {
    if (this.load() === token) this.storage.removeItem(KEY);
  }
}
