/** Whose name, whose page, from where: Host, Origin, Sec-Fetch-Site, forwarding headers, the two modes. */
import { type Attempt, type Chapter, http, post, type Refusal, roleNotHere, type Who } from "./attempt.ts";

const hostRefused: Refusal = { status: [403], code: ["host_not_allowed"] };
const originRefused: Refusal = { status: [403], code: ["origin_not_allowed"] };

const HOSTS = [
  "evil.example",
  "evil.example:«port»",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "127.0.0.1.nip.io",
  "localhost@evil.example",
  "evil.example#localhost",
  "localhost evil.example",
  "localhost, evil.example",
  "localhost.",
  "localhost:«port»:80",
  "localhost:port",
  "http://localhost",
  "localhost/",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "0.0.0.0",
  "10.0.0.1",
  "[::ffff:127.0.0.1]",
  "[::2]",
  "xn--localhost-",
  "lоcalhost",
  "*",
  "",
];
const hosts: Attempt[] = [
  ...HOSTS.map((host): Attempt => ({
    name: `Host: ${host}`,
    as: "vendeur",
    sent: http("GET", "/api/auth", { headers: [["Host", host]] }),
    refused: /[^\x20-\x7e]/.test(host) ? { status: [400, 403] } : hostRefused,
    premise: { as: "vendeur", sent: http("GET", "/api/auth", { headers: [["Host", "localhost:«port»"]] }), answered: 200 },
  })),
  {
    name: "no Host in HTTP/1.0",
    as: "vendeur",
    sent: { kind: "raw", text: "GET /api/auth HTTP/1.0\r\nAuthorization: Bearer «token:vendeur»\r\n\r\n" },
    refused: hostRefused,
    premise: {
      as: "vendeur",
      sent: { kind: "raw", text: "GET /api/auth HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer «token:vendeur»\r\n\r\n" },
      answered: 200,
    },
  },
  ...["http://localhost/api/auth", "http://localhost:«port»/api/auth"].map((target): Attempt => ({
    name: `${target} as the target under a foreign Host`,
    as: "vendeur",
    sent: { kind: "raw", text: `GET ${target} HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer «token:vendeur»\r\n\r\n` },
    refused: hostRefused,
    premise: {
      as: "vendeur",
      sent: { kind: "raw", text: `GET ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer «token:vendeur»\r\n\r\n` },
      answered: 200,
    },
  })),
  {
    name: "X-Forwarded-Host instead of Host",
    as: "vendeur",
    sent: http("GET", "/api/auth", { headers: [["Host", "evil.example"], ["X-Forwarded-Host", "localhost"]] }),
    refused: hostRefused,
    premise: { as: "vendeur", sent: http("GET", "/api/auth"), answered: 200 },
  },
];

const ORIGINS = [
  "http://evil.example",
  "https://localhost:«port»",
  "http://localhost",
  "http://localhost:1",
  "http://localhost:«port».evil.example",
  "http://localhost:«port»@evil.example",
  "http://localhost:«port»/",
  "http://localhost:«port», http://evil.example",
  "http://127.0.0.1:«port»",
  "http://evil.localhost:«port»",
  "ws://localhost:«port»",
  "//localhost:«port»",
  "localhost:«port»",
  "null",
  "file://",
  "chrome-extension://abcdefgh",
  "",
];
const SITES: readonly (readonly [name: string, value: string])[] = [
  ["another site", "cross-site"],
  ["a neighbour's site", "same-site"],
  ["an unknown word", "elsewhere"],
  ["two words", "same-origin, cross-site"],
  ["capitals", "Same-Origin"],
  ["nothing", ""],
];
const pages: Attempt[] = [
  ...ORIGINS.map((origin): Attempt => ({
    name: `Origin: ${origin}`,
    as: "vendeur",
    sent: http("GET", "/api/auth", { headers: [["Host", "localhost:«port»"], ["Origin", origin]] }),
    refused: originRefused,
    premise: {
      as: "vendeur",
      sent: http("GET", "/api/auth", { headers: [["Host", "localhost:«port»"], ["Origin", "http://localhost:«port»"]] }),
      answered: 200,
    },
  })),
  ...SITES.map(([name, value]): Attempt => ({
    name: `Sec-Fetch-Site: ${name}`,
    as: "nobody",
    sent: http("GET", "/api/health", { headers: [["Sec-Fetch-Site", value]] }),
    refused: originRefused,
    premise: { as: "nobody", sent: http("GET", "/api/health", { headers: [["Sec-Fetch-Site", "same-origin"]] }), answered: 200 },
  })),
  ...([["no-cors", "/"], ["navigate", "/api/docs"], ["navigate", "/api/journal/export"]] as const)
    .map(([mode, path]): Attempt => ({
      name: `another site's ${mode} of ${path}`,
      as: "nobody",
      sent: http("GET", path, { headers: [["Sec-Fetch-Site", "cross-site"], ["Sec-Fetch-Mode", mode]] }),
      refused: originRefused,
      premise: {
        as: "nobody",
        sent: http("GET", "/", { headers: [["Sec-Fetch-Site", "cross-site"], ["Sec-Fetch-Mode", "navigate"]] }),
        answered: 200,
      },
    })),
];

const OWNER_SIGNS_IN = { username: "patron", password: "mot de passe" };
const FORWARDING: readonly (readonly [name: string, value: string])[] = [
  ["X-Forwarded-For", "192.0.2.7"],
  ["X-Forwarded-For", "127.0.0.1"],
  ["x-forwarded-proto", "http"],
  ["X-Forwarded-Host", "localhost"],
  ["X-Forwarded-Anything", ""],
  ["Forwarded", "for=127.0.0.1"],
  ["X-Real-IP", "127.0.0.1"],
  ["Via", "1.1 proxy"],
];
const owner = { as: "administrateur" as const, sent: http("GET", "/api/users"), answered: 200 };
const modes: Attempt[] = [
  ...FORWARDING.map(([name, value]): Attempt => ({
    name: `the owner through a proxy that says ${name}: ${value}`,
    as: "administrateur",
    sent: http("GET", "/api/users", { headers: [[name, value]] }),
    refused: roleNotHere,
    premise: owner,
    journaled: "refused",
  })),
  ...FORWARDING.map(([name, value]): Attempt => ({
    name: `a till that claims the server PC by ${name}: ${value}`,
    as: "administrateur",
    at: "lan",
    sent: http("GET", "/api/users", { headers: [[name, value], ["Host", "127.0.0.1:«port»"]] }),
    refused: roleNotHere,
    premise: owner,
    journaled: "refused",
  })),
  {
    name: "the owner's password on the LAN",
    as: "nobody",
    sent: post("/api/auth", OWNER_SIGNS_IN),
    refused: roleNotHere,
    premise: { as: "nobody", at: "server", sent: post("/api/auth", OWNER_SIGNS_IN), answered: 200 },
    journaled: "refused",
  },
  {
    name: "the owner's password through a proxy",
    as: "nobody",
    at: "server",
    sent: post("/api/auth", OWNER_SIGNS_IN, { headers: [["Via", "1.1 x"]] }),
    refused: roleNotHere,
    premise: { as: "nobody", at: "server", sent: post("/api/auth", OWNER_SIGNS_IN), answered: 200 },
    journaled: "refused",
  },
  ...(["vendeur", "caisse"] as const satisfies readonly Who[]).flatMap((as): Attempt[] => [
    {
      name: `a ${as}'s session on the server PC`,
      as,
      at: "server",
      sent: http("GET", "/api/auth"),
      refused: roleNotHere,
      premise: { as, sent: http("GET", "/api/auth"), answered: 200 },
      journaled: "refused",
    },
    {
      name: `a ${as}'s query on the server PC`,
      as,
      at: "server",
      sent: post("/api/query", { type: "select", query: "SELECT 1 AS a" }),
      refused: roleNotHere,
      premise: { as, sent: post("/api/query", { type: "select", query: "SELECT 1 AS a" }), answered: 200 },
      journaled: "refused",
    },
  ]),
  {
    name: "a seller's password on the server PC",
    as: "nobody",
    at: "server",
    sent: post("/api/auth", { username: "vendeur1", password: "mot de passe" }),
    refused: roleNotHere,
    premise: { as: "nobody", sent: post("/api/auth", { username: "vendeur1", password: "mot de passe" }), answered: 200 },
    journaled: "refused",
  },
  ...[
    post("/api/query", { type: "select", query: "SELECT 1 AS a" }),
    http("GET", "/api/journal"),
    http("GET", "/api/auth"),
    http("DELETE", "/api/auth"),
  ].map((sent): Attempt => ({
    name: `the owner's token on the LAN: ${sent.method} ${sent.path}`,
    as: "administrateur",
    at: "lan",
    sent,
    refused: roleNotHere,
    premise: { ...owner, sent: sent.method === "DELETE" ? owner.sent : sent },
    journaled: "refused",
  })),
];

export const places: Chapter[] = [
  { title: "Host", attempts: hosts },
  { title: "Origin and Sec-Fetch-Site", attempts: pages },
  { title: "modes and forwarding headers", attempts: modes },
];
