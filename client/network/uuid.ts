/**
 * UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits. On plain http the
 * browser has no `crypto.randomUUID`, and rows made by tills should sort in the order they were made.
 */

export class UuidMaker {
  #lastMs = 0;
  #counter = 0;
  /** `wallClock` answers milliseconds since 1970; `randomBytes` answers that many random bytes. */
  constructor(readonly wallClock: () => number, readonly randomBytes: (length: number) => Uint8Array) {}

  /** A new id that sorts after every one this maker made before, even when the clock stands or goes back. */
  next(): string {
    const now = this.wallClock();
    const bytes = this.randomBytes(16);
    if (now > this.#lastMs) {
      this.#lastMs = now;
      // Half of the counter's 12 bits stay free for the ids of the same millisecond.
      this.#counter = ((bytes[6]! << 8) | bytes[7]!) & 0x7ff;
    } else if (++this.#counter > 0xfff) {
      this.#lastMs += 1;
      this.#counter = 0;
    }
    const time = this.#lastMs.toString(16).padStart(12, "0");
    const counter = this.#counter.toString(16).padStart(3, "0");
    const variant = (0x80 | (bytes[8]! & 0x3f)).toString(16);
    const rest = Array.from(bytes.subarray(9), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const tail = `${variant}${rest}`;
    return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  }
}
