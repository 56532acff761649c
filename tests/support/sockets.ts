/** Sockets of an owner and a till that are opened by hand. */
import { sendRaw, upgradeText } from "./feed.ts";
import type { Person, TestServer } from "./server.ts";
import { Staff } from "./staff.ts";

export const SALE = "INSERT INTO ventes (id) VALUES (?)";

export async function shop(flags: readonly string[] = []): Promise<{ server: TestServer; owner: Person; till: Person }> {
  const { server, owner, people } = await Staff.open({ nora: "caisse" }, { flags: ["--rate-limit", "0", ...flags] });
  return { server, owner, till: people.nora };
}

/** An upgrade over raw TCP: its status, and the head of the answer. */
export const upgrade = (server: TestServer, headers: Record<string, string>, address = "127.0.0.2", path = "/ws") =>
  sendRaw(server, address, upgradeText(headers, path), { ms: 700 });

export const bearer = (person: Person) => ({ Authorization: `Bearer ${person.token}` });

export const close = (...people: Person[]) => people.forEach((person) => person.client.close());
