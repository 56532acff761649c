/** What a hostile client sends: bodies, SQL, headers, paths and bytes that are wrong in every way, the same for one seed. */
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

const NUMBERS = [0, -1, 1.5, -0, 1e308, -1e-308, 2 ** 53, -(2 ** 63), 2 ** 31, NaN, 255, 65_536];
const RAW_NUMBERS = ["1e999", "-1e999", "9".repeat(400), "9007199254740993", "0x10", "01", "1.", "NaN", "Infinity", "-"];
const KEYS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "type", "query", "params", "queries", "id"]
  .concat(["username", "password", "role", "$int", "$blob", "then", "length", "", "\u0000", "é", "a.b", "0"]);
const STRINGS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "../../etc/passwd",
  "%00%2e%2e%2f",
  "'; DROP TABLE ventes; --",
]
  .concat(['"', "\\", "\r\nX-Injected: 1", "<script>alert(1)</script>", "${7*7}", "{{7*7}}", "\u202e\u200b", "ﷺ".repeat(50)])
  .concat([
    "__proto__",
    "NaN",
    "null",
    "undefined",
    "-1",
    "1e309",
    "x".repeat(5_000),
    "💥".repeat(300),
    "a".repeat(73),
    uuidv7(),
  ]);
const SQL = [
  "SELECT * FROM ventes",
  "SELECT id, count(*) FROM lignes_vente GROUP BY vente_id HAVING total_ttc > 1 ORDER BY 1 LIMIT 3",
]
  .concat([
    "INSERT INTO ventes (id) VALUES (?)",
    "UPDATE ventes SET note = :n WHERE id = :id RETURNING *",
    "DELETE FROM lignes_vente WHERE id = ?",
  ])
  .concat([
    "INSERT INTO clients (nom) VALUES ('x') ON CONFLICT (id) DO UPDATE SET nom = excluded.nom",
    "VALUES (1, 'a'), (2, x'00ff')",
  ])
  .concat([
    "WITH a (b) AS (SELECT 1) SELECT * FROM a, produits p LEFT JOIN categories c ON p.categorie_id = c.id WHERE b IN (1, 2)",
  ])
  .concat([
    "SELECT json_extract('{\"a\":[1,2]}', '$.a[0]'), CAST(? AS TEXT), substr('é', 1, 1) COLLATE NOCASE LIKE '%' ESCAPE '\\'",
  ]);
const SQL_PIECES = [
  "'",
  '"',
  "`",
  "[",
  "]",
  "--",
  "/*",
  "*/",
  ";",
  "(",
  ")",
  "?",
  "?999999999",
  ":a",
  "$b::c(d)",
  "@",
  "x'",
  "\u0000",
]
  .concat([
    " UNION SELECT ",
    " OR 1 ",
    " RECURSIVE ",
    " OVER () ",
    "_users",
    "sqlite_schema",
    "pragma_table_info('ventes')",
    "9e999",
  ])
  .concat([
    " OR ROLLBACK ",
    " RETURNING * ",
    " main.",
    " temp.",
    "randomblob(1e9)",
    "zeroblob(1e9)",
    "load_extension('x')",
    "\uFEFF",
  ])
  .concat([
    " 0x7fffffffffffffff ",
    "(".repeat(120),
    "-".repeat(200),
    " ATTACH 'x' AS y ",
    " EXPLAIN ",
    " VACUUM INTO 'x' ",
    "1_000",
    "\v",
  ]);
export const PATH_PIECES = [
  "%00",
  "%ff",
  "..%2f..%2f",
  "%2e%2e",
  "a".repeat(3_000),
  "é",
  "__proto__",
  "1",
  "-1",
  "99999",
  "9".repeat(40),
  "*",
  "%",
]
  .concat([";x", "//", "\\", "{id}", "'", "0x1", "1e3", crypto.randomUUID(), "%F0%9F%92%A9"]);
export const QUERY_NAMES = [
  "limit",
  "before",
  "kind",
  "table",
  "user_id",
  "from",
  "to",
  "since",
  "epoch",
  "__proto__",
  "constructor",
  "x",
  "",
];
export const HEADER_NAMES = [
  "accept",
  "accept-language",
  "idempotency-key",
  "content-type",
  "if-none-match",
  "range",
  "x-forwarded-for",
  "via",
]
  .concat(["cookie", "origin", "user-agent", "x-http-method-override", "sec-websocket-protocol", "expect", "x-comptoir-control"]);
export const HEADER_VALUES = [
  "",
  "*/*",
  "text/plain",
  "application/json",
  "fr;q=NaN",
  "en;q=9e99,".repeat(30),
  "a".repeat(4_000),
  "null",
]
  .concat([
    "bytes=0-9999999999",
    "http://localhost",
    "127.0.0.1",
    "é".normalize("NFD").slice(0, 1),
    uuidv7(),
    '"',
    "comptoir.v1",
    "DELETE",
  ]);

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

export const RAW_HEADERS = [
  "",
  "X: y\r\n".repeat(90),
  `X: ${"y".repeat(20_000)}\r\n`,
  "no colon\r\n",
  ": empty\r\n",
  "X : space\r\n",
  " folded\r\n",
]
  .concat([
    "X: a\u0000b\r\n",
    "X: \u00e9\r\n",
    "Host: localhost\r\n",
    "Authorization: Bearer x\r\n",
    "Connection: close, upgrade\r\n",
  ])
  .concat([
    "Expect: 100-continue\r\n",
    "Upgrade: h2c\r\nHTTP2-Settings: x\r\n",
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n",
  ]);
export const RAW_BODIES: readonly ((json: string) => string)[] = [
  () => "\r\n",
  (json) => `Content-Length: ${json.length}\r\n\r\n${json}`,
  (json) => `Content-Length: ${json.length + 50}\r\n\r\n${json}`,
  (json) => `Content-Length: -1\r\n\r\n${json}`,
  (json) => `Content-Length: 99999999999999999999\r\n\r\n${json}`,
  (json) => `Content-Length: 9999999\r\n\r\n${json}`,
  (json) => `Content-Length: 4\r\nContent-Length: 5\r\n\r\n${json}`,
  (json) => `Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${json}`,
  (json) => `Transfer-Encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json}\r\n0\r\n\r\n`,
  (json) => `Transfer-Encoding: chunked\r\n\r\n${json.length.toString(16)}\r\n${json.slice(0, 5)}`,
  (json) => `Transfer-Encoding: chunked\r\n\r\nZZ\r\n${json}`,
  (json) => `Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n${json}`,
  (json) => `Transfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip\r\n\r\n4\r\nabcd\r\n0\r\n\r\n${json}`,
];
