/** HTTP: what is no request, what is another's, paths and methods that are none of ours. */
import {
  type Attempt,
  type Chapter,
  type Http,
  http,
  notFound,
  notHttp,
  post,
  type Refusal,
  unauthenticated,
} from "./attempt.ts";

const SESSION = "Host: localhost\r\nAuthorization: Bearer «token:vendeur»\r\n";
const QUERY = '{"type":"select","query":"SELECT 1 AS a"}';
const CHUNKED = `${QUERY.length.toString(16)}\r\n${QUERY}\r\n0\r\n\r\n`;
const head = (line: string, ...headers: string[]) => `${line}\r\n${SESSION}${headers.map((h) => `${h}\r\n`).join("")}\r\n`;
const posted = (body: string, ...headers: string[]) => head("POST /api/query HTTP/1.1", ...headers) + body;
const method: Refusal = { status: [405], code: ["method_not_allowed"] };

/** Requests as bytes, where proxies and servers have been made to disagree. */
const SHAPES: readonly (readonly [name: string, text: string, refused?: Refusal])[] = [
  ["Content-Length and chunks", posted(CHUNKED, "Content-Length: 4", "Transfer-Encoding: chunked")],
  ["chunks and Content-Length", posted(CHUNKED, "Transfer-Encoding: chunked", "Content-Length: 4")],
  ["a coding that is none", posted(CHUNKED, "Transfer-Encoding: xchunked")],
  ["chunks that are not last", posted(CHUNKED, "Transfer-Encoding: chunked, identity")],
  ["a blank before the colon", posted(CHUNKED, "Transfer-Encoding : chunked")],
  ["two lengths", posted(QUERY, `Content-Length: ${QUERY.length}`, "Content-Length: 4")],
  ["a list of lengths", posted(QUERY, `Content-Length: ${QUERY.length}, ${QUERY.length}`)],
  ["a negative length", posted(QUERY, "Content-Length: -5")],
  ["a signed length", posted(QUERY, `Content-Length: +${QUERY.length}`)],
  ["a length beyond 64 bits", posted(QUERY, "Content-Length: 99999999999999999999")],
  ["a hexadecimal length", posted(QUERY, "Content-Length: 0x29")],
  ["a chunk whose size is no number", posted(`ZZ\r\n${QUERY}\r\n0\r\n\r\n`, "Transfer-Encoding: chunked")],
  ["a folded header", `GET /api/auth HTTP/1.1\r\nHost: localhost\r\nAuthorization:\r\n Bearer «token:vendeur»\r\n\r\n`],
  ["a NUL in a header", head("GET /api/auth HTTP/1.1", "X-A: a\0b")],
  ["a name with a blank", head("GET /api/auth HTTP/1.1", "X A: b")],
  ["300 kB in one header", head("GET /api/auth HTTP/1.1", `X-A: ${"a".repeat(300_000)}`), { status: [400, 431, null] }],
  ["a thousand headers", head("GET /api/auth HTTP/1.1", ...Array(1000).fill("X-A: a")), { status: [400, 431, null] }],
  ["an address of 100 kB", head(`GET /api/auth?${"a".repeat(100_000)} HTTP/1.1`), { status: [400, 414, null] }],
  ["HTTP/9.9", head("GET /api/auth HTTP/9.9")],
  ["HTTP/0.9", "GET /api/auth\r\n\r\n"],
  ["a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"],
  ["two hosts", "GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"],
  ["the same host twice", "GET /api/health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"],
  ["a session named twice", head("GET /api/auth HTTP/1.1", "Authorization: Bearer «token:caisse»"), unauthenticated],
  ["another machine's port (CONNECT)", head("CONNECT localhost:22 HTTP/1.1"), { status: [400, 404, 405] }],
  ["TRACE, which would repeat the token", head("TRACE /api/auth HTTP/1.1"), method],
  ["OPTIONS for the server as a whole", head("OPTIONS * HTTP/1.1"), notFound],
  ["a method in small letters", head("get /api/auth HTTP/1.1"), method],
  ["a method of nobody's", head("EXEC /api/auth HTTP/1.1"), method],
];
const shapes = SHAPES.map(([name, text, refused = notHttp]): Attempt => ({
  name,
  as: "vendeur",
  sent: { kind: "raw", text },
  refused,
  premise: text.startsWith("POST")
    ? { as: "vendeur", sent: { kind: "raw", text: posted(CHUNKED, "Transfer-Encoding: chunked") }, answered: 200 }
    : { as: "vendeur", sent: { kind: "raw", text: head("GET /api/auth HTTP/1.1") }, answered: 200 },
}));

const ASSETS = [
  "/assets/../index.html",
  "/assets/../../../deno.json",
  "/assets/..%2f..%2fdeno.json",
  "/assets/%2e%2e/%2e%2e/deno.json",
  "/assets/%2e%2e%2findex.html",
  "/assets/....//index.html",
  "/assets/..\\..\\deno.json",
  "/assets/%252e%252e%252fdeno.json",
  "/assets//etc/passwd",
  "/assets/%00index.html",
  "/assets/index.html%00.js",
  "/assets/__proto__",
  "/assets/constructor",
  "/assets/comptoir.db",
  "/assets/inputs.txt",
  "/assets/",
];
const PATHS = [
  "//api/auth",
  "/api//auth",
  "/api/../api/auth",
  "/./api/auth",
  "/api%2Fauth",
  "/api\\auth",
  "/api/auth/",
  "/API/AUTH",
  "/api/auth;a=1",
  "/api/auth%00",
  "/api/auth%20",
  "/api/auth.json",
  "/ api/auth",
  "/comptoir.db",
  "/token.key",
  "/.env",
  "/api/console",
];
const METHODS: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/api/query"],
  ["PUT", "/api/query"],
  ["PATCH", "/api/auth"],
  ["POST", "/api/users/1"],
  ["DELETE", "/api/users/1"],
  ["POST", "/api/journal"],
  ["DELETE", "/api/journal"],
  ["DELETE", "/api/sessions"],
  ["POST", "/ws"],
  ["OPTIONS", "/api/query"],
];
const OVERRIDES: readonly (readonly [name: string, sent: Http])[] = [
  ["GET that calls itself POST", http("GET", "/api/query", { headers: [["X-HTTP-Method-Override", "POST"]] })],
  ["POST that calls itself PATCH", post("/api/users/2", { active: false }, { headers: [["X-HTTP-Method-Override", "PATCH"]] })],
  ["POST that calls itself DELETE", post("/api/sessions/x", "", { headers: [["X-Method-Override", "DELETE"]] })],
  ["_method in the address", post("/api/users/2?_method=PATCH", { active: false })],
];

const auth = { as: "vendeur" as const, sent: http("GET", "/api/auth"), answered: 200 };
const paths: Attempt[] = [
  ...ASSETS.map((path): Attempt => ({
    name: path,
    as: "nobody",
    sent: http("GET", path),
    refused: { status: [400, 404] },
    premise: { as: "nobody", sent: http("GET", "/assets/«asset»"), answered: 200 },
  })),
  ...PATHS.map((path): Attempt => ({
    name: path,
    as: "vendeur",
    sent: http("GET", path),
    refused: { status: [400, 404] },
    premise: auth,
  })),
  ...METHODS.map(([method, path]): Attempt => ({
    name: `${method} ${path}`,
    as: "vendeur",
    sent: http(method, path),
    refused: { status: [405], code: ["method_not_allowed"] },
    premise: auth,
  })),
  ...OVERRIDES.map(([name, sent]): Attempt => ({
    name,
    as: "administrateur",
    sent,
    refused: method,
    premise: { ...auth, as: "administrateur" },
  })),
];

export const requests: Chapter[] = [
  { title: "shapes of requests", attempts: shapes },
  { title: "paths and methods", attempts: paths },
];
