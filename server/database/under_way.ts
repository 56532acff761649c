/** What takes the server long at this moment and is no till's, and how far each is: for who waits for it. */
import type { Hear, Progress } from "./progress.ts";

export const LONG_WORKS = ["backup", "restore", "verification", "archive", "sealing"] as const;
export type LongWorkName = (typeof LONG_WORKS)[number];

export interface WorkUnderWay extends Progress {
  readonly work: LongWorkName;
}

const BEGUN: Progress = { step: "begins", done: 0, total: null };

export class UnderWay {
  readonly #works = new Set<{ readonly work: LongWorkName; progress: Progress }>();

  /** In the order in which they began. */
  get now(): readonly WorkUnderWay[] {
    return [...this.#works].map(({ work, progress }) => ({ work, ...progress }));
  }

  /** Is told of until it ends, however it does. */
  async while<T>(work: LongWorkName, doing: (hear: Hear) => Promise<T>): Promise<T> {
    const one = { work, progress: BEGUN };
    this.#works.add(one);
    try {
      return await doing((progress) => one.progress = progress);
    } finally {
      this.#works.delete(one);
    }
  }
}
