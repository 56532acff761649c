/** A team that comes and goes, and what is told of who is there. */
import type { PresenceMessage } from "../../shared/protocol.ts";
import { Feed } from "./feed.ts";
import type { Person, TestServer } from "./server.ts";
import { Staff } from "./staff.ts";

export async function team(): Promise<{ server: TestServer; owner: Person; nora: Person; vera: Person }> {
  const roles = { nora: "caisse", vera: "vendeur" } as const;
  const { server, owner, people } = await Staff.open(roles, { flags: ["--rate-limit", "0"] });
  return { server, owner, ...people };
}

export async function end({ server, owner, nora, vera }: Awaited<ReturnType<typeof team>>, ...feeds: Feed[]): Promise<void> {
  await Promise.all(feeds.map((feed) => feed.close()));
  for (const person of [owner, nora, vera]) person.client.close();
  await server.dispose();
}

export const told = (feed: Feed) => feed.messages.filter((message): message is PresenceMessage => message.type === "presence");
export const names = (feed: Feed) => (told(feed).at(-1)?.people ?? []).map(({ username }) => username).join(" ");
export const hears = (feed: Feed, who: string) => feed.until(() => names(feed) === who, `${who} instead of ${names(feed)}`);
export const watch = (person: Person, more = "") => Feed.open(person, `?presence=1${more}`);
