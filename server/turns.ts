/** One thing at a time for each of several, in the order in which they were wanted. */
export class Turns<K> {
  readonly #last = new Map<K, Promise<unknown>>();

  /** Done when what was wanted before for `key` has ended, however it ended. */
  take<T>(key: K, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const ended = turn.catch(() => {}).then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    this.#last.set(key, ended);
    return turn;
  }
}
