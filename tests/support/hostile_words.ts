/** What no server should trip over: numbers, texts, SQL, paths, headers and bytes that are wrong in every way. */
import { uuidv7 } from "./server.ts";

export const NUMBERS = [0, -1, 1.5, -0, 1e308, -1e-308, 2 ** 53, -(2 ** 63), 2 ** 31, NaN, 255, 65_536];

export const RAW_NUMBERS = ["1e999", "-1e999", "9".repeat(400), "9007199254740993", "0x10", "01", "1.", "NaN", "Infinity", "-"];

export const KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "type",
  "query",
  "params",
  "queries",
  "id",
]
  .concat(["username", "password", "role", "$int", "$blob", "then", "length", "", "\u0000", "é", "a.b", "0"]);

export const STRINGS = [
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

export const SQL = [
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

export const SQL_PIECES = [
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
