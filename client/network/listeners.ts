/** Who wants to hear of something. */

/** Ends what was started; calling it again does nothing. */
export type Stop = () => void;

export class Listeners<T> {
  readonly #listeners = new Set<(event: T) => void>();

  add(listener: (event: T) => void): Stop {
    // A wrapper of its own, so that the same function may listen twice and stop once.
    const own = (event: T) => listener(event);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  get size(): number {
    return this.#listeners.size;
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
