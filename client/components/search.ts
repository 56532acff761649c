/** Search in a catalogue held in memory, blind to accents, case and the order of words. */

/** Lower case, without accents. */
export function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae");
}

export class Search<T> {
  readonly #items: readonly { readonly item: T; readonly text: string }[];

  /** `textOf` answers all that an item can be found by. */
  constructor(items: readonly T[], textOf: (item: T) => string) {
    this.#items = items.map((item) => ({ item, text: plain(textOf(item)) }));
  }

  /** The first items that hold every word, in the catalogue's order; at most `limit`. */
  find(words: string, limit: number): T[] {
    const wanted = plain(words).split(/\s+/).filter((word) => word !== "");
    const found: T[] = [];
    for (const { item, text } of this.#items) {
      if (!wanted.every((word) => text.includes(word))) continue;
      found.push(item);
      if (found.length === limit) break;
    }
    return found;
  }
}
