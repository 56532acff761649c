/** The hour at which a shop opens: everybody signs in at once. */
import { worked } from "../../tests/support/own_processes.ts";
import { PASSWORD, type Person, type TestServer } from "../../tests/support/server.ts";
import { median, table } from "./figures.ts";

const PEOPLE = 10;
const TRIES = 7;

/** Seconds until the last of ten is signed in, beside one alone; each with its own account. */
export async function measureOpening(server: TestServer, owner: Person): Promise<string> {
  const names = Array.from({ length: PEOPLE }, (_, at) => `matin${at}`);
  for (const username of names) await owner.post("/api/users", { username, password: PASSWORD, role: "vendeur" });
  const alone: number[] = [];
  const together: number[] = [];
  const work: number[] = [];
  for (let at = 0; at < TRIES; at++) {
    alone.push(await seconds(() => signIn(server, names[0]!)));
    const before = worked(server.process.pid);
    together.push(await seconds(() => Promise.all(names.map((name) => signIn(server, name)))));
    if (before !== null) work.push(worked(server.process.pid)! - before);
  }
  const spread = (values: readonly number[]) => `${median(values).toFixed(2)} s`;
  return [
    "",
    `Sign-ins, medians of ${TRIES}:`,
    "",
    table(["", "until the last is in", "wanted", "work of processors"], [
      ["one person", spread(alone), "", ""],
      // What it takes on a machine where nobody else works: the work, shared by the threads for passwords.
      [`${PEOPLE} people at once`, spread(together), "< 2 s", work.length === 0 ? "" : spread(work)],
    ]),
  ].join("\n");
}

async function signIn(server: TestServer, username: string): Promise<void> {
  using person = server.at("127.0.0.1");
  await person.signIn(username, PASSWORD);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
