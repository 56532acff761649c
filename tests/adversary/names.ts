/** Names, passwords, sizes, parameters and idempotency keys. */
import { type Attempt, type Chapter, type Http, http, post, type Refusal, type Who } from "./attempt.ts";

const PASSWORD = "mot de passe";
const signIn = (username: unknown, password: unknown = PASSWORD) => post("/api/auth", { username, password });
const noEntry: Refusal = { status: [401], code: ["invalid_credentials"] };
const invalid: Refusal = { status: [400], code: ["invalid_body"] };

/** Whose account is `zoé`; what Unicode holds for the same letters signs in, these do not. */
const NAMES: readonly (readonly [claim: string, username: string])[] = [
  ["a Cyrillic letter", "zоé"],
  ["a Greek letter", "zοé"],
  ["no accent", "zoe"],
  ["a joiner", "zo\u200dé"],
  ["a soft hyphen", "z\u00ADoé"],
  ["a NUL behind it", "zoé\0"],
  ["a NUL and the owner", "zoé\0patron"],
  ["the order of reading turned", "\u202Eéoz"],
  ["half a character behind it", "zoé\ud835"],
  ["a quote", "zoé' OR '1'='1"],
  ["a comment", "zoé' --"],
  ["a wildcard", "%"],
  ["a list in a text", '["zoé"]'],
  ["4,000 letters", "z".repeat(4_000)],
  ["ligatures that grow", "\uFDFA".repeat(4_000)],
];
const PASSWORDS: readonly (readonly [claim: string, password: string])[] = [
  ["capitals", "MOT DE PASSE"],
  ["a blank behind it", "mot de passe "],
  ["a NUL behind it", "mot de passe\0"],
  ["a NUL and more behind it", "mot de passe\0et plus"],
  ["its beginning", "mot de pass"],
  ["nothing", ""],
  ["the hash itself", "$2b$12$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
  ["4,096 letters", "a".repeat(4_096)],
];
const SHAPES: readonly (readonly [claim: string, sent: Http, refused?: Refusal])[] = [
  ["an object as the name", signIn({ $ne: null })],
  ["a list as the password", signIn("zoé", [PASSWORD])],
  ["true as the password", signIn("zoé", true)],
  ["a field besides", post("/api/auth", { username: "zoé", password: PASSWORD, role: "administrateur" })],
  ["a name of 5,000 letters", signIn("z".repeat(5_000))],
  ["no JSON", post("/api/auth", `username=zoé&password=${PASSWORD}`)],
  ["a list", post("/api/auth", [["zoé", PASSWORD]])],
  ["nothing", http("POST", "/api/auth")],
];
const zoe = { as: "nobody" as const, sent: signIn("zoé"), answered: 200 };
const doors: Attempt[] = [
  ...NAMES.map(([claim, username]): Attempt => ({
    name: `the name with ${claim}`,
    as: "nobody",
    sent: signIn(username),
    refused: noEntry,
    premise: zoe,
    journaled: "sign_in_failed",
  })),
  ...PASSWORDS.map(([claim, password]): Attempt => ({
    name: `the password with ${claim}`,
    as: "nobody",
    sent: signIn("zoé", password),
    refused: noEntry,
    premise: zoe,
    journaled: "sign_in_failed",
  })),
  {
    name: "a name whose journaled form would end in half a character, to break the chain's columns",
    as: "nobody",
    sent: signIn(`${" ".repeat(63)}\u{1D433}oé`, "pas le bon mot"),
    refused: noEntry,
    premise: { as: "nobody", sent: signIn(`${" ".repeat(63)}\u{1D433}oé`), answered: 200 },
    journaled: "sign_in_failed",
  },
  ...SHAPES.map(([claim, sent, refused = invalid]): Attempt => ({
    name: `signing in with ${claim}`,
    as: "nobody",
    sent,
    refused,
    premise: zoe,
  })),
  {
    name: "the password changed without knowing it",
    as: "vendeur",
    sent: http("PUT", "/api/auth/password", { body: JSON.stringify({ current: "je ne sais pas", new: "un autre mot" }) }),
    refused: noEntry,
    premise: { as: "vendeur", sent: http("GET", "/api/auth"), answered: 200 },
    journaled: "sign_in_failed",
  },
];

const taken: Refusal = { status: [409], code: ["username_taken"] };
const account = (fields: object) => post("/api/users", { username: "«uuid»", password: PASSWORD, role: "vendeur", ...fields });
const ACCOUNTS: readonly (readonly [claim: string, fields: object, refused?: Refusal])[] = [
  ["a name taken in capitals", { username: "VENDEUR1" }, taken],
  ["a name taken in wide letters", { username: "ｖｅｎｄｅｕｒ１" }, taken],
  ["a name taken with a ligature", { username: "zo\u0065\u0301" }, invalid],
  ["a name taken behind blanks", { username: "  vendeur1  " }, taken],
  ["a name read from the right", { username: "a\u202Eb" }],
  ["a name with a line feed", { username: "a\nb" }],
  ["a name of half a character", { username: "a\ud800" }],
  ["a name of 65 letters", { username: "a".repeat(65) }],
  ["a name of markup", { username: "<script>" }],
  ["a person's name with control characters", { name: "a\u0007" }],
  ["a password of 9 letters", { password: "123456789" }],
  ["a password of 73 bytes", { password: `${"é".repeat(36)}a` }],
  ["a password with a NUL", { password: "mot de\0passe" }],
  ["a password of half characters", { password: "\ud800".repeat(12) }],
  ["a role of nobody's", { role: "root" }],
  ["a role by inheritance", { role: "constructor" }],
  ["a hash of one's own", { password_hash: "$2b$12$x" }],
];
const accounts = ACCOUNTS.map(([claim, fields, refused = invalid]): Attempt => ({
  name: `an account with ${claim}`,
  as: "administrateur",
  sent: account(fields),
  refused,
  premise: { as: "administrateur", sent: http("GET", "/api/users"), answered: 200 },
}));

const select = (query: string, params?: unknown) => post("/api/query", { type: "select", query, params });
const tooLarge: Refusal = { status: [413], code: ["body_too_large"] };
const misfit: Refusal = { status: [400], code: ["invalid_params"] };
const one = (as: Who) => ({ as, sent: select("SELECT ? AS a", [1]), answered: 200 });
const chunk = "a".repeat(65_536);
const BODIES: readonly (readonly [claim: string, sent: Http | { kind: "raw"; text: string }, refused: Refusal])[] = [
  ["over 1 MiB", select("SELECT ? AS a", ["a".repeat(1_048_576)]), tooLarge],
  ["announced as 2 MiB", { kind: "raw", text: announced(2_097_152) }, tooLarge],
  ["over 1 MiB in chunks", { kind: "raw", text: chunked(17) }, tooLarge],
  ["brackets without end", post("/api/query", "[".repeat(500_000)), invalid],
  ["of nested objects", post("/api/query", `${'{"type":'.repeat(100_000)}1${"}".repeat(100_000)}`), invalid],
  [
    "of 101 queries",
    post("/api/query", { type: "batch", queries: Array(101).fill({ type: "select", query: "SELECT 1 AS a" }) }),
    invalid,
  ],
  ["of no queries", post("/api/query", { type: "batch", queries: [] }), invalid],
  ["of a batch in a batch", post("/api/query", { type: "batch", queries: [{ type: "batch", queries: [] }] }), invalid],
  ["with a field besides", post("/api/query", { type: "select", query: "SELECT 1 AS a", role: "administrateur" }), invalid],
  [
    "with __proto__",
    post("/api/query", '{"type":"select","query":"SELECT 1 AS a","__proto__":{"role":"administrateur"}}'),
    invalid,
  ],
  ["with a type twice", post("/api/query", '{"type":"select","type":"pragma","query":"SELECT 1 AS a"}'), invalid],
  ["with text of half characters", select("SELECT ? AS a", ["\ud800"]), misfit],
  ["with a NUL in a value", select("SELECT ? AS a", ["a\0b"]), misfit],
  [
    "with an integer beyond 2^53",
    post("/api/query", '{"type":"select","query":"SELECT ? AS a","params":[9007199254740993]}'),
    misfit,
  ],
  ["with a number beyond all", post("/api/query", '{"type":"select","query":"SELECT ? AS a","params":[1e999]}'), misfit],
  ["with true", select("SELECT ? AS a", [true]), misfit],
  ["with a list as a value", select("SELECT ? AS a", [[1]]), misfit],
  ["with a value too few", select("SELECT ? AS a", []), misfit],
  ["with a value too many", select("SELECT ? AS a", [1, 2]), misfit],
  [
    "with __proto__ as a parameter",
    post("/api/query", '{"type":"select","query":"SELECT :a AS a","params":{"__proto__":1}}'),
    misfit,
  ],
  ["with a parameter's number beyond all", select("SELECT ?99999 AS a", [1]), {
    status: [400],
    code: ["sql_error", "invalid_params"],
  }],
  ["with bytes that are not base64", select("SELECT ? AS a", [{ $blob: "é" }]), misfit],
  ["with SQL of half characters", select("SELECT '\ud800' AS a"), { status: [400], code: ["sql_error"] }],
];

function announced(bytes: number): string {
  return `POST /api/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer «token:vendeur»\r\nContent-Length: ${bytes}\r\n\r\n{}`;
}
function chunked(count: number): string {
  const chunks = `10000\r\n${chunk}\r\n`.repeat(count);
  return `POST /api/query HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer «token:vendeur»\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
}

const sale = (id: string, key: string) =>
  post("/api/query", { type: "insert", query: `INSERT INTO ventes (id) VALUES ('${id}')` }, {
    headers: [["Idempotency-Key", key]],
  });
const invalidKey: Refusal = { status: [400], code: ["invalid_idempotency_key"] };
const keys: Attempt[] = [
  {
    name: "another's key and body, to be answered with what he was told",
    as: "caisse",
    sent: sale("«fixed:sale a»", "«fixed:key a»"),
    refused: { status: [409], code: ["constraint_violation"] },
    premise: { as: "vendeur", sent: sale("«fixed:sale a»", "«fixed:key a»"), answered: 200 },
  },
  {
    name: "one's own key for another body",
    as: "vendeur",
    sent: sale("«uuid»", "«fixed:key b»"),
    refused: { status: [422], code: ["idempotency_key_reused"] },
    premise: { as: "vendeur", sent: sale("«fixed:sale b»", "«fixed:key b»"), answered: 200 },
  },
  {
    name: "one's own key in capitals for another body",
    as: "vendeur",
    sent: sale("«uuid»", "«FIXED:key c»"),
    refused: { status: [422], code: ["idempotency_key_reused"] },
    premise: { as: "vendeur", sent: sale("«fixed:sale c»", "«fixed:key c»"), answered: 200 },
  },
  ...["1", "", "' OR 1=1 --", "«uuid», «uuid»", "{«uuid»}", "a".repeat(5_000)].map((key): Attempt => ({
    name: `the key ${key.slice(0, 20)}`,
    as: "vendeur",
    sent: sale("«uuid»", key),
    refused: invalidKey,
    premise: { as: "vendeur", sent: sale("«uuid»", "«uuid»"), answered: 200 },
  })),
];

export const names: Chapter[] = [
  { title: "signing in", attempts: doors },
  { title: "accounts", attempts: accounts },
  {
    title: "bodies and parameters",
    attempts: BODIES.map(([claim, sent, refused]) => ({
      name: `a body ${claim}`,
      as: "vendeur",
      sent,
      refused,
      premise: one("vendeur"),
    })),
  },
  { title: "idempotency keys", attempts: keys },
];
