/** What a hostile client sends: sound bodies that are spoilt, and anything at all, the same for one seed. */
import { KEYS, NUMBERS, RAW_NUMBERS, SQL, SQL_PIECES, STRINGS } from "./hostile_words.ts";
import { PASSWORD, uuidv7 } from "./server.ts";

/** Numbers from 0 to 1 that are the same for one seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Fuzz {
  readonly #random: () => number;
  constructor(seed: number) {
    this.#random = generator(seed);
  }
  int(below: number): number {
    return Math.floor(this.#random() * below);
  }
  chance(share: number): boolean {
    return this.#random() < share;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)]!;
  }
  bytes(most: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: this.int(most) }, () => this.int(256));
  }
  text(): string {
    return this.pick([...STRINGS, String.fromCodePoint(...Array.from({ length: this.int(30) + 1 }, () => this.int(0xd7ff)))]);
  }

  /** Any JSON value, wrong in every way there is. */
  value(depth = 0): unknown {
    const kind = this.int(depth > 3 ? 6 : 9);
    if (kind <= 1) return this.text();
    if (kind === 2) return this.pick(NUMBERS);
    if (kind <= 4) return this.pick([null, true, false, "", [], {}, 0]);
    if (kind === 5) return this.pick([{ $int: this.text() }, { $blob: this.text() }, { $int: "9".repeat(this.int(30) + 1) }]);
    if (kind === 6) return Array.from({ length: this.int(6) }, () => this.value(depth + 1));
    return Object.fromEntries(Array.from({ length: this.int(5) }, () => [this.pick(KEYS), this.value(depth + 1)]));
  }

  /** A sound value with something changed in it. */
  mutate(value: unknown): unknown {
    if (this.chance(0.25)) return this.value();
    if (Array.isArray(value)) {
      if (value.length === 0 || this.chance(0.2)) return [...value, ...value, this.value()];
      const at = this.int(value.length);
      return value.map((part, i) => i === at ? this.mutate(part) : part);
    }
    if (typeof value === "object" && value !== null) {
      const entries = Object.entries(value);
      if (entries.length === 0 || this.chance(0.15)) return Object.fromEntries([...entries, [this.pick(KEYS), this.value()]]);
      const at = this.int(entries.length);
      if (this.chance(0.15)) return Object.fromEntries(entries.filter((_, i) => i !== at));
      return Object.fromEntries(entries.map(([key, part], i) => [key, i === at ? this.mutate(part) : part]));
    }
    return typeof value === "string" ? this.scramble(value) : this.value();
  }

  /** A text with pieces cut, doubled, swapped or put in. */
  scramble(text: string): string {
    let out = text;
    for (let i = this.int(3); i >= 0; i--) {
      const [from, length] = [this.int(out.length + 1), this.int(6)];
      const piece = this.pick([...SQL_PIECES, this.text().slice(0, 40), out.slice(from, from + length), ""]);
      out = out.slice(0, from) + piece + out.slice(from + this.pick([0, 0, length]));
    }
    return out;
  }

  body(sound: unknown): BodyInit {
    const kind = this.int(20);
    if (kind === 0) return this.bytes(600);
    if (kind === 1) return new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(JSON.stringify(sound))]);
    if (kind === 2) return "[".repeat(this.pick([10, 1_000, 50_000])) + (this.chance(0.5) ? "]".repeat(1_000) : "");
    if (kind === 3) return '{"type":'.repeat(this.pick([3, 2_000]));
    if (kind === 4) return this.scramble(JSON.stringify(sound));
    if (kind === 5) return JSON.stringify(sound).replace(/:/, `:${this.pick(RAW_NUMBERS)},"x":`);
    if (kind === 6) {
      return `{${Array.from({ length: this.pick([3, 3_000]) }, (_, i) => `"${this.pick(KEYS)}${i % 7}":1`).join(",")}}`;
    }
    if (kind === 7) return JSON.stringify({ ...sound as object, pad: "x".repeat(this.pick([10, 70_000])) });
    if (kind === 8 && this.chance(0.02)) return "y".repeat(2 ** 20 + 1);
    if (kind === 9) return JSON.stringify(this.value());
    if (kind === 10) return `{"__proto__":${JSON.stringify(sound)},"constructor":{"prototype":{"role":"administrateur"}}}`;
    return JSON.stringify(this.mutate(sound)) ?? "";
  }
}

export interface Endpoint {
  readonly method: string;
  readonly path: string;
}

/** Sound bodies, to be spoilt; an endpoint that is not named here is sent a little of everything. */
export const SOUND: Readonly<Record<string, (fuzz: Fuzz) => unknown>> = {
  "POST /api/query": (fuzz) => {
    const one = () => {
      const query = fuzz.chance(0.7) ? fuzz.scramble(fuzz.pick(SQL)) : fuzz.pick(SQL);
      const type = fuzz.chance(0.8) ? /^\w+/.exec(query)?.[0].toLowerCase() ?? "select" : fuzz.pick(["insert", "delete", "x"]);
      return { type, query, params: fuzz.pick<unknown>([[], [uuidv7()], { n: "x", id: "y" }, [fuzz.value()]]) };
    };
    return fuzz.chance(0.2) ? { type: "batch", queries: Array.from({ length: fuzz.int(4) + 1 }, one) } : one();
  },
  // Never quite right: each right one would cost a third of a second of bcrypt.
  "POST /api/auth": () => ({ username: "nora", password: PASSWORD, more: 1 }),
  "POST /api/setup": () => ({ username: "patron2", password: PASSWORD }),
  "PUT /api/auth/password": () => ({ current: "mauvais", new: "court" }),
  "POST /api/users": () => ({ username: "zoe", password: "court", role: "caissier" }),
  "PATCH /api/users/{id}": () => ({ name: "Zoé", role: "caisse", active: true }),
};
export const ANYTHING = (fuzz: Fuzz) => ({
  type: "x",
  version: 1,
  raison: "x",
  montant: fuzz.pick(NUMBERS),
  paiements: [{ mode: "especes", montant: 1 }],
});
