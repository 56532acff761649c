/** Trouble on the console, told once for as long as it stays the same: what is wrong for hours is one line. */
export class ToldOnce {
  #last = "";

  tell(trouble: string): void {
    if (trouble !== this.#last) console.error(trouble);
    this.#last = trouble;
  }

  /** It is over: the same one would be told again. */
  over(): void {
    this.#last = "";
  }
}
