/**
 * What outlives the page. One storage item for each value: two tabs share the storage without a lock, and a list in one item
 * would lose what the other one adds meanwhile.
 */
import type { KeyValueStore } from "./platform.ts";

export class Shelf<T> {
  /** `prefix` begins the names of its items. */
  constructor(readonly storage: KeyValueStore, readonly prefix: string) {}

  /** All that can be read, in the order of their names. */
  list(): T[] {
    const keys = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at) ?? "");
    const names = keys.filter((key) => key.startsWith(this.prefix)).sort().map((key) => key.slice(this.prefix.length));
    return names.map((name) => this.read(name)).filter((value) => value !== null);
  }

  /** Null when it is not there, or was not written by a shelf: it must not keep the rest from being read. */
  read(name: string): T | null {
    try {
      return JSON.parse(this.storage.getItem(this.prefix + name) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  /** False when the storage is full. */
  put(name: string, value: T): boolean {
    return keepText(this.storage, this.prefix + name, JSON.stringify(value));
  }

  /** All of them or none; false when the storage is full. */
  putAll(values: ReadonlyMap<string, T>): boolean {
    if ([...values].every(([name, value]) => this.put(name, value))) return true;
    for (const name of values.keys()) this.remove(name);
    return false;
  }

  remove(name: string): void {
    this.storage.removeItem(this.prefix + name);
  }
}

/** False when the storage is full, or forbids it. */
export function keepText(storage: KeyValueStore, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
