/** Hono's way from an address to its route: most addresses have no parameters, and then nothing is taken apart. */
import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

export class AddressRouter<T> implements Router<T> {
  readonly name = "AddressRouter";
  readonly #whole = new Map<string, Result<T>>();
  readonly #parts = new TrieRouter<T>();

  add(method: string, path: string, handler: T): void {
    this.#parts.add(method, path, handler);
    const name = `${method} ${path}`;
    // What was added first answers first.
    if (!/[:*{]/.test(path) && !this.#whole.has(name)) this.#whole.set(name, this.#parts.match(method, path));
  }

  match(method: string, path: string): Result<T> {
    return this.#whole.get(`${method} ${path}`) ?? this.#parts.match(method, path);
  }
}
