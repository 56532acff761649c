/** A server with its owner and those who work there, each signed in at an address of their own. */
import type { Role } from "../../shared/roles.ts";
import { join, type Person, type ServerOptions, type TestServer } from "./server.ts";
import { openFurnished } from "./template.ts";

/** What each says to be let in: a token. */
export interface Tokens {
  readonly owner: string;
  readonly people: Readonly<Record<string, string>>;
}

export class Staff<Name extends string = never> {
  private constructor(
    public server: TestServer,
    readonly owner: Person,
    readonly people: Readonly<Record<Name, Person>>,
  ) {}

  /** The owner stands at 127.0.0.1, the others at 127.0.0.2 and on, in the order in which they are named. */
  static async open<Name extends string = never>(
    roles: Readonly<Record<Name, Role>>,
    options: ServerOptions = {},
  ): Promise<Staff<Name>> {
    const { server, left } = await openFurnished((server) => engage(server, roles), options, { kind: JSON.stringify(roles) });
    return Staff.of(server, left);
  }

  /** With the tokens that were left in a copy. */
  static of<Name extends string>(server: TestServer, { owner, people }: Tokens): Staff<Name> {
    const signedIn = (address: string, token: string) => Object.assign(server.at(address), { token });
    const entries = Object.entries(people).map(([name, token], at) => [name, signedIn(`127.0.0.${2 + at}`, token)]);
    return new Staff(server, signedIn("127.0.0.1", owner), Object.fromEntries(entries));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const person of [this.owner, ...Object.values<Person>(this.people)]) person.client.close();
    await this.server[Symbol.asyncDispose]();
  }
}

/** Sets up a server and adds accounts, and what `then` is done by the owner besides; the tokens of all. */
export async function engage(
  server: TestServer,
  roles: Readonly<Record<string, Role>>,
  then: (owner: Person) => Promise<void> = async () => {},
): Promise<Tokens> {
  using owner = await server.owner();
  const people: Record<string, string> = {};
  for (const [at, [name, role]] of Object.entries(roles).entries()) {
    using person = await join(owner, name, role, `127.0.0.${2 + at}`);
    people[name] = person.token!;
  }
  await then(owner);
  return { owner: owner.token!, people };
}
