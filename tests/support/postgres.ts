/** A real PostgreSQL for tests: Debian's, in a folder of its own, on a port of its own, with nothing that waits for the disk. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Connection, type Parameter } from "../../server/head_office/connection.ts";
import { eventually } from "./feed.ts";
import { freePort } from "./free_port.ts";

const DEBIAN = "/usr/lib/postgresql";
/** Root may not run it. */
const NOBODY = { uid: 65534, gid: 65534 };
const SUPERUSER = "siege";
const PASSWORD = "mot de passe du siège";

/** Where its programs are: those that `COMPTOIR_TEST_POSTGRES` names come first; null where there are none. */
export function postgresPrograms(): string | null {
  const folders = existsSync(DEBIAN)
    ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, "bin"))
    : [];
  const chosen = Deno.env.get("COMPTOIR_TEST_POSTGRES");
  return [...chosen === undefined ? [] : [chosen], ...folders, ...(Deno.env.get("PATH") ?? "").split(":")].find((folder) =>
    existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres"))
  ) ?? null;
}

/** A test that needs one: ignored, and said so, where this machine has none (Debian: postgresql). */
export function withPostgres(name: string, work: () => Promise<void>): void {
  const ignore = postgresPrograms() === null;
  if (ignore) console.log(`ignored, for no PostgreSQL is installed (Debian: postgresql): ${name}`);
  Deno.test({ name, ignore, fn: work });
}

export interface PostgresOptions {
  /** More settings, as `ssl=on`. */
  readonly settings?: readonly string[];
  /** Files of its data folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether what it says is stored survives a power cut: as in a shop's head office, and slower. */
  readonly durable?: boolean;
  /** Whether everything else on this machine comes first, as if it were another's. */
  readonly givesWay?: boolean;
}

export class Postgres {
  #process: Deno.ChildProcess | null = null;
  #said = "";
  #databases = 0;
  private constructor(readonly folder: string, readonly port: number, readonly options: PostgresOptions) {}

  static async start(options: PostgresOptions = {}): Promise<Postgres> {
    // The folder of a run is its owner's alone, and nobody else could reach what lies in it.
    const folder = await Deno.makeTempDir({ prefix: "comptoir-postgres-", ...Deno.uid() === 0 ? { dir: "/tmp" } : {} });
    const postgres = new Postgres(folder, freePort(), options);
    await Deno.writeTextFile(join(folder, "password"), PASSWORD);
    for (const path of [folder, join(folder, "password")]) if (Deno.uid() === 0) await Deno.chown(path, NOBODY.uid, NOBODY.gid);
    await postgres.#run("initdb", [
      ...["--pgdata", postgres.data, "--username", SUPERUSER, "--pwfile", join(folder, "password"), "--no-sync"],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8"],
    ]);
    for (const [name, text] of Object.entries(options.files ?? {})) {
      const path = join(postgres.data, name);
      await Deno.writeTextFile(path, text, { mode: 0o600 });
      if (Deno.uid() === 0) await Deno.chown(path, NOBODY.uid, NOBODY.gid);
    }
    await postgres.resume();
    return postgres;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  /** All that it has written to its log. */
  get log(): string {
    return this.#said;
  }

  async resume(): Promise<void> {
    const careless = this.options.durable ? [] : ["fsync=off", "full_page_writes=off"];
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...careless, ...this.options.settings ?? []];
    const args = ["-D", this.data, "-p", String(this.port), ...settings.flatMap((setting) => ["-c", setting])];
    const before = this.#said.length;
    const child = this.#command("postgres", args).spawn();
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) void this.#listen(stream);
    await eventually(() => this.#said.includes("ready to accept connections", before), "PostgreSQL ready");
  }

  /** At once, as by a power cut that the disk survives. */
  async stop(): Promise<void> {
    this.#process?.kill("SIGQUIT");
    await this.#process?.status;
    this.#process = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.folder, { recursive: true });
  }

  /** Another database, as its owner reaches it. */
  async database(port = this.port): Promise<string> {
    const name = `chaine${++this.#databases}`;
    const connection = await Connection.open({ ...this.#at("postgres"), port: this.port });
    await connection.ask(`CREATE DATABASE ${name}`);
    await connection.close();
    return `postgres://${SUPERUSER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;
  }

  /** What a query answers to the owner. */
  async rows<Row = Record<string, unknown>>(
    url: string,
    text: string,
    params: readonly Parameter[] = [],
  ): Promise<readonly Row[]> {
    const connection = await Connection.open(this.#at(new URL(url).pathname.slice(1)));
    try {
      return (await connection.ask<Row>(text, params)).rows;
    } finally {
      await connection.close();
    }
  }

  /** A copy of a database, as `pg_dump` makes it. */
  async dump(url: string): Promise<string> {
    const file = join(this.folder, `${crypto.randomUUID()}.dump`);
    await this.#run("pg_dump", ["--dbname", url, "--format=custom", "--file", file]);
    return file;
  }

  /** The database is what it was when it was copied: made beside it by `pg_restore`, and put in its place. */
  async putBack(url: string, file: string): Promise<void> {
    const name = new URL(url).pathname.slice(1);
    const made = await this.database();
    await this.#run("pg_restore", ["--dbname", made, "--single-transaction", "--exit-on-error", file]);
    const connection = await Connection.open(this.#at("postgres"));
    try {
      await connection.ask(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
      await connection.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
      await eventually(
        async () => (await connection.ask("SELECT 1 FROM pg_stat_activity WHERE datname = $1", [name])).count === 0,
        "nobody is connected any more",
      );
      await connection.ask(`ALTER DATABASE ${name} RENAME TO ${name}_before_${++this.#databases}`);
      await connection.ask(`ALTER DATABASE ${new URL(made).pathname.slice(1)} RENAME TO ${name}`);
    } finally {
      await connection.close();
    }
  }

  #at(database: string) {
    return { host: "127.0.0.1", port: this.port, database, tls: false, ca: null, user: SUPERUSER, password: PASSWORD };
  }

  #command(program: string, args: readonly string[]): Deno.Command {
    const whose = Deno.uid() === 0 ? NOBODY : {};
    const how = { stdin: "null", stdout: "piped", stderr: "piped", cwd: this.folder, env: { LC_ALL: "C.UTF-8" } } as const;
    const path = join(postgresPrograms()!, program);
    const [first, ...rest] = this.options.givesWay ? ["nice", "-n", "19", path] : [path];
    return new Deno.Command(first!, { args: [...rest, ...args], ...how, ...whose });
  }

  async #run(program: string, args: readonly string[]): Promise<void> {
    const { success, stderr } = await this.#command(program, args).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
  }

  async #listen(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) this.#said += text;
  }
}
