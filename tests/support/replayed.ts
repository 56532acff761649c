/** A shop in which a seller writes sale after sale, and the numbers of those that somebody was told of. */
import assert from "node:assert/strict";
import type { Feed } from "./feed.ts";
import { type Person, type TestServer, uuidv7 } from "./server.ts";
import { Staff } from "./staff.ts";

const SALE = "INSERT INTO ventes (id) VALUES (?)";

export async function shop(): Promise<{ server: TestServer; owner: Person; till: Person }> {
  const { server, owner, people } = await Staff.open({ nora: "vendeur" }, { flags: ["--rate-limit", "0"] });
  return { server, owner, till: people.nora };
}

export async function sell(person: Person): Promise<number> {
  const { status, body } = await person.query("insert", SALE, [uuidv7()]);
  assert.equal(status, 200, JSON.stringify(body));
  return body.seq;
}

export const seqsOf = (feed: Feed) => feed.changes.map(({ seq }) => seq);
export const close = (...people: Person[]) => people.forEach((person) => person.client.close());
