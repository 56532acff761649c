/** Tokens that nobody was given, and sockets that nobody may open. */
import { type Attempt, type Chapter, http, type Refusal, roleNotHere, type Sent, unauthenticated } from "./attempt.ts";
import { FORGERIES } from "./forgery.ts";

const bearer = (value: string): Sent => http("GET", "/api/auth", { anonymous: true, headers: [["Authorization", value]] });
const mine = { as: "vendeur" as const, sent: bearer("Bearer «token:vendeur»"), answered: 200 };

/** The right token in the wrong place or clothes. */
const CLOTHES: readonly (readonly [name: string, sent: Sent])[] = [
  ["the token without Bearer", bearer("«token:vendeur»")],
  ["the token as Basic", bearer("Basic «token:vendeur»")],
  ["the token as Bearer:", bearer("Bearer: «token:vendeur»")],
  ["two tokens", bearer("Bearer «token:vendeur», Bearer «token:caisse»")],
  ["two tokens behind a blank", bearer("Bearer «token:vendeur» «token:caisse»")],
  ["the token in quotes", bearer('Bearer "«token:vendeur»"')],
  ["no token", bearer("Bearer ")],
  ["the token in the address", http("GET", "/api/auth?token=«token:vendeur»", { anonymous: true })],
  ["the token as access_token", http("GET", "/api/auth?access_token=«token:vendeur»", { anonymous: true })],
  ["the token as a cookie", http("GET", "/api/auth", { anonymous: true, headers: [["Cookie", "token=«token:vendeur»"]] })],
  ["the token in X-Auth-Token", http("GET", "/api/auth", { anonymous: true, headers: [["X-Auth-Token", "«token:vendeur»"]] })],
  [
    "the token as a subprotocol of a request that is no socket",
    http("GET", "/api/auth", { anonymous: true, headers: [["Sec-WebSocket-Protocol", "comptoir.v1, bearer.«token:vendeur»"]] }),
  ],
  ["the id of a session instead of a token", bearer("Bearer «session:vendeur»")],
  ["undefined", bearer("Bearer undefined")],
];

const upgrade = (headers: readonly (readonly [string, string])[], path = "/ws", method = "GET"): Sent => ({
  kind: "raw",
  text: `${method} ${path} HTTP/1.1\r\n${
    [
      ...(headers.some(([name]) => name === "Host") ? [] : [["Host", "localhost:«port»"]]),
      ["Upgrade", "websocket"],
      ["Connection", "Upgrade"],
      ["Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="],
      ["Sec-WebSocket-Version", "13"],
      ...headers,
    ].map(([name, value]) => `${name}: ${value}\r\n`).join("")
  }\r\n`,
});
const AUTHORIZED = ["Authorization", "Bearer «token:vendeur»"] as const;
const listening = { as: "vendeur" as const, sent: upgrade([AUTHORIZED]), answered: 101 };
const offered = {
  as: "vendeur" as const,
  sent: upgrade([["Sec-WebSocket-Protocol", "comptoir.v1, bearer.«token:vendeur»"]]),
  answered: 101,
};
const pageRefused: Refusal = { status: [403], code: ["origin_not_allowed"] };

const UPGRADES: readonly (readonly [name: string, sent: Sent, refused?: Refusal, premise?: typeof listening])[] = [
  ["no token", upgrade([])],
  ["the token in the address", upgrade([], "/ws?token=«token:vendeur»")],
  ["the token as access_token", upgrade([], "/ws?access_token=«token:vendeur»&since=0")],
  ["the token as a cookie", upgrade([["Cookie", "token=«token:vendeur»"]])],
  ["bearer without comptoir.v1", upgrade([["Sec-WebSocket-Protocol", "bearer.«token:vendeur»"]]), unauthenticated, offered],
  ["comptoir.v1 without bearer", upgrade([["Sec-WebSocket-Protocol", "comptoir.v1"]]), unauthenticated, offered],
  [
    "another version of the protocol",
    upgrade([["Sec-WebSocket-Protocol", "comptoir.v2, bearer.«token:vendeur»"]]),
    unauthenticated,
    offered,
  ],
  ["an empty bearer", upgrade([["Sec-WebSocket-Protocol", "comptoir.v1, bearer."]]), unauthenticated, offered],
  [
    "Bearer in capitals as a subprotocol",
    upgrade([["Sec-WebSocket-Protocol", "comptoir.v1, BEARER.«token:vendeur»"]]),
    unauthenticated,
    offered,
  ],
  [
    "a wrong header beside the right subprotocol",
    upgrade([["Authorization", "Bearer x"], ["Sec-WebSocket-Protocol", "comptoir.v1, bearer.«token:vendeur»"]]),
    unauthenticated,
    offered,
  ],
  ["the token of an ended session", upgrade([["Authorization", "Bearer «token:ended»"]])],
  [
    "the token of an ended session as a subprotocol",
    upgrade([["Sec-WebSocket-Protocol", "comptoir.v1, bearer.«token:ended»"]]),
    unauthenticated,
    offered,
  ],
  ["a token signed by nobody", upgrade([["Authorization", "Bearer «forged:alg none»"]])],
  ["a foreign Origin", upgrade([AUTHORIZED, ["Origin", "http://evil.example"]]), pageRefused],
  ["Origin null", upgrade([AUTHORIZED, ["Origin", "null"]]), pageRefused],
  ["an Origin of another port", upgrade([AUTHORIZED, ["Origin", "http://localhost:1"]]), pageRefused],
  ["another site", upgrade([AUTHORIZED, ["Sec-Fetch-Site", "cross-site"]]), pageRefused],
  ["a foreign Host", upgrade([AUTHORIZED, ["Host", "evil.example"]]), { status: [403], code: ["host_not_allowed"] }],
  [
    "a foreign Host that the Origin agrees with",
    upgrade([AUTHORIZED, ["Host", "evil.example"], ["Origin", "http://evil.example"]]),
    {
      status: [403],
      code: ["host_not_allowed"],
    },
  ],
  ["another path", upgrade([AUTHORIZED], "/ws/"), { status: [404], code: ["not_found"] }],
  ["POST", upgrade([AUTHORIZED], "/ws", "POST"), { status: [405], code: ["method_not_allowed"] }],
];

const ping = {
  as: "vendeur" as const,
  sent: { kind: "frames" as const, frames: ['{"type":"ping"}'] },
  answered: "heartbeat" as const,
};
const FRAMES: readonly (readonly [name: string, frames: readonly (string | Uint8Array<ArrayBuffer>)[]])[] = [
  ["no JSON", ["ping"]],
  ["nothing", [""]],
  ["null", ["null"]],
  ["a list", ['[{"type":"ping"}]']],
  ["a number", ["1"]],
  ["another type", ['{"type":"hello"}']],
  ["a change of data", ['{"type":"data_change","seq":1,"prev":0,"changes":[]}']],
  ["a query", ['{"type":"select","query":"SELECT 1"}']],
  ["a type that is no text", ['{"type":["ping"]}']],
  ["a type by inheritance", ['{"__proto__":{"type":"ping"}}']],
  ["a ping in bytes", [new TextEncoder().encode('{"type":"ping"}')]],
  ["bytes", [new Uint8Array([0, 1, 2])]],
  ["a ping of 17 KiB", [JSON.stringify({ type: "ping", x: "a".repeat(17 * 1024) })]],
  ["a ping of 10,000 letters in 20 KB", [JSON.stringify({ type: "ping", x: "é".repeat(10_000) })]],
  ["brackets without end", ["[".repeat(16_000)]],
  ["a frame of 2 MiB", ["a".repeat(2 * 1024 * 1024)]],
  ["two thousand pings at once", Array(2_000).fill('{"type":"ping"}')],
  ["a second frame that is none", ['{"type":"ping"}', "x"]],
];

const sockets: Attempt[] = [
  ...UPGRADES.map(([name, sent, refused = unauthenticated, premise = listening]): Attempt => ({
    name: `a socket with ${name}`,
    as: "vendeur",
    sent,
    refused,
    premise,
  })),
  {
    name: "the owner's socket on the LAN",
    as: "administrateur",
    at: "lan",
    sent: upgrade([["Authorization", "Bearer «token:administrateur»"]]),
    refused: roleNotHere,
    premise: { as: "administrateur", sent: upgrade([["Authorization", "Bearer «token:administrateur»"]]), answered: 101 },
    journaled: "refused",
  },
  {
    name: "a seller's socket on the server PC",
    as: "vendeur",
    at: "server",
    sent: upgrade([AUTHORIZED]),
    refused: roleNotHere,
    premise: listening,
    journaled: "refused",
  },
  {
    name: "a socket that is none",
    as: "vendeur",
    sent: http("GET", "/ws"),
    refused: { status: [426], code: ["upgrade_required"] },
    premise: listening,
  },
  ...FRAMES.map(([name, frames]): Attempt => ({
    name: `a frame: ${name}`,
    as: "vendeur",
    sent: { kind: "frames", frames },
    refused: { close: [4400] },
    premise: ping,
  })),
];

export const tokens: Chapter[] = [
  {
    title: "tokens",
    attempts: [
      ...FORGERIES.map(({ name }): Attempt => ({
        name,
        as: "vendeur",
        sent: bearer(`Bearer «forged:${name}»`),
        refused: unauthenticated,
        premise: mine,
      })),
      ...["", "=", "=="].map((padding): Attempt => ({
        name: `the token of an ended session${padding === "" ? "" : ` with ${padding}`}`,
        as: "vendeur",
        sent: bearer(`Bearer «token:ended»${padding}`),
        refused: unauthenticated,
        premise: mine,
      })),
      ...CLOTHES.map(([name, sent]): Attempt => ({ name, as: "vendeur", sent, refused: unauthenticated, premise: mine })),
    ],
  },
  { title: "sockets and frames", attempts: sockets },
];
