/** What the page keeps in this browser, or for as long as it stands where the browser forbids that. */
import { MemoryStorage } from "./memory_storage.ts";
import type { KeyValueStore } from "./platform.ts";

export function pageStorage(): KeyValueStore {
  try {
    const { localStorage } = globalThis;
    localStorage.getItem("");
    return localStorage;
  } catch {
    return new MemoryStorage();
  }
}
