/** Tokens as somebody would make them who has read how ours look, and some who have even read the key. */
import { createHmac } from "node:crypto";
import { Buffer } from "node:buffer";

interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly sid?: unknown;
  readonly iat?: number;
  readonly exp?: number;
  readonly nbf?: number;
}
/** What a forger has: the seller's own token, the owner's session, and the server's signing key. */
export interface Loot {
  readonly token: string;
  readonly claims: Claims;
  readonly owners: Claims;
  readonly key: Uint8Array;
}

export const claimsOf = (token: string): Claims =>
  JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as Claims;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const HS256 = { alg: "HS256", typ: "JWT" };
function sign(header: object, claims: object, key: Uint8Array | string, hash = "sha256"): string {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, key).update(text).digest("base64url")}`;
}
const soon = () => Math.floor(Date.now() / 1000) + 3600;
const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");

export const FORGERIES: readonly { readonly name: string; readonly make: (loot: Loot) => string }[] = [
  { name: "alg none", make: ({ claims }) => `${part({ alg: "none", typ: "JWT" })}.${part(claims)}.` },
  { name: "alg None", make: ({ claims }) => `${part({ alg: "None" })}.${part(claims)}.` },
  {
    name: "alg none with the old signature",
    make: ({ claims, token }) => `${part({ alg: "none" })}.${part(claims)}.${token.split(".")[2]}`,
  },
  { name: "no alg", make: ({ claims, key }) => sign({ typ: "JWT" }, claims, key) },
  { name: "another key", make: ({ claims }) => sign(HS256, claims, new Uint8Array(32)) },
  { name: "an empty key", make: ({ claims }) => sign(HS256, claims, "") },
  { name: "the key's letters as the key", make: ({ claims, key }) => sign(HS256, claims, hex(key)) },
  { name: "HS512 with the right key", make: ({ claims, key }) => sign({ ...HS256, alg: "HS512" }, claims, key, "sha512") },
  { name: "RS256 over the right key", make: ({ claims, key }) => sign({ ...HS256, alg: "RS256" }, claims, key) },
  {
    name: "its own key in its header",
    make: ({ claims }) => sign({ ...HS256, jwk: { kty: "oct", k: Buffer.from("mine").toString("base64url") } }, claims, "mine"),
  },
  { name: "a kid that is a file", make: ({ claims }) => sign({ ...HS256, kid: "../../../../dev/null" }, claims, "") },
  { name: "a jku elsewhere", make: ({ claims }) => sign({ ...HS256, jku: "http://127.0.0.1:9/keys" }, claims, "mine") },
  { name: "a crit that nobody knows", make: ({ claims, key }) => sign({ ...HS256, crit: ["x"], x: 1 }, claims, key) },
  { name: "the owner as subject", make: ({ claims, owners, token }) => swap(token, { ...claims, sub: owners.sub }) },
  { name: "the owner's session id unsigned", make: ({ claims, owners, token }) => swap(token, { ...claims, sid: owners.sid }) },
  {
    name: "another's subject, rightly signed",
    make: ({ claims, owners, key }) => sign(HS256, { ...claims, sub: owners.sub }, key),
  },
  {
    name: "another's session, rightly signed",
    make: ({ claims, owners, key }) => sign(HS256, { ...claims, sid: owners.sid }, key),
  },
  {
    name: "a session of nobody's, rightly signed",
    make: ({ claims, key }) => sign(HS256, { ...claims, sid: "x".repeat(32) }, key),
  },
  { name: "no session, rightly signed", make: ({ claims: { sid: _, ...rest }, key }) => sign(HS256, rest, key) },
  { name: "a list as the session", make: ({ claims, key }) => sign(HS256, { ...claims, sid: [claims.sid] }, key) },
  { name: "an object as the session", make: ({ claims, key }) => sign(HS256, { ...claims, sid: { $ne: null } }, key) },
  { name: "no subject, rightly signed", make: ({ claims: { sub: _, ...rest }, key }) => sign(HS256, rest, key) },
  { name: "expired, rightly signed", make: ({ claims, key }) => sign(HS256, { ...claims, exp: soon() - 7200 }, key) },
  { name: "not yet valid, rightly signed", make: ({ claims, key }) => sign(HS256, { ...claims, nbf: soon() }, key) },
  { name: "an exp that is text", make: ({ claims, key }) => sign(HS256, { ...claims, exp: "never" }, key) },
  { name: "another issuer, rightly signed", make: ({ claims, key }) => sign(HS256, { ...claims, iss: "other" }, key) },
  { name: "no issuer, rightly signed", make: ({ claims: { iss: _, ...rest }, key }) => sign(HS256, rest, key) },
  { name: "a later exp", make: ({ claims, token }) => swap(token, { ...claims, exp: soon() + 1e6 }) },
  { name: "one bit turned", make: ({ token }) => token.slice(0, -3) + (token.at(-3) === "A" ? "B" : "A") + token.slice(-2) },
  { name: "no signature", make: ({ token }) => token.slice(0, token.lastIndexOf(".") + 1) },
  { name: "half a signature", make: ({ token }) => token.slice(0, -20) },
  { name: "two parts", make: ({ token }) => token.slice(0, token.lastIndexOf(".")) },
  { name: "five parts", make: ({ token }) => `${token}.a.b` },
  { name: "signature first", make: ({ token }) => token.split(".").reverse().join(".") },
  { name: "a list instead of claims", make: ({ key }) => sign(HS256, [1], key) },
  { name: "2,000 characters, rightly signed", make: ({ claims, key }) => sign(HS256, { ...claims, x: "x".repeat(1500) }, key) },
  { name: "nothing but dots", make: () => ".." },
];

/** The old header and signature around other claims. */
function swap(token: string, claims: object): string {
  const [header, , signature] = token.split(".");
  return `${header}.${part(claims)}.${signature}`;
}
