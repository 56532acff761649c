/** Chance that comes out the same again from the same seed: sfc32, seeded by splitmix32. Not for secrets. */

export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    let state = seed | 0;
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return mixed ^ (mixed >>> 15);
    };
    this.#a = next();
    this.#b = next();
    this.#c = next();
    for (let round = 0; round < 12; round++) this.bits();
  }

  /** 32 random bits, from 0 to 2^32 − 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum | 0;
    return sum >>> 0;
  }

  /** A number from 0 to 1, 1 left out. */
  fraction(): number {
    return this.bits() / 2 ** 32;
  }

  /** A whole number between two, both included. */
  between(first: number, last: number): number {
    return first + Math.floor(this.fraction() * (last - first + 1));
  }

  /** True that often: 0 never, 1 always. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.fraction() * from.length)]!;
  }

  /** One of the values, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    let left = this.fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    return choices.at(-1)![0];
  }

  /** A UUIDv7 of a moment in milliseconds. */
  uuid(at: number): string {
    const time = at.toString(16).padStart(12, "0");
    const [first, second, third] = [this.bits(), this.bits(), this.bits()].map((bits) => bits.toString(16).padStart(8, "0"));
    const variant = (0x8 | this.between(0, 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${first!.slice(0, 3)}-${variant}${first!.slice(3, 6)}-${second}${
      third!.slice(0, 4)
    }`;
  }
}
