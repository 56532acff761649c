/** A `localStorage` that ends with the program: for tests, benchmarks, and browsers that forbid the real one. */
import type { KeyValueStore } from "./platform.ts";

export class MemoryStorage implements KeyValueStore {
  readonly #items = new Map<string, string>();
  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}
