/** A real server for a test: its own process and its own data folder. */
import { HEAPS } from "../../server/cli/own_processes.ts";
import { TEST_CLOCK } from "../../server/database/clock.ts";
import { TEST_PASSWORD_COST } from "../../server/security/password_cost.ts";
import type { AuthResult } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { Person } from "./person.ts";
import { SettableClock } from "./settable_clock.ts";

export * from "./person.ts";

// What tests start is for themselves alone: this machine's network hears nothing of it.
Deno.env.set("COMPTOIR_NO_MDNS", "1");
// A shop's password is a third of a second of a processor's work. Here it is the least that bcrypt knows, but where that work is looked at.
Deno.env.set(TEST_PASSWORD_COST, "4");

const ROOT = new URL("../..", import.meta.url).pathname;

export interface ServerOptions {
  /** More flags, such as `--single-machine`. */
  readonly flags?: readonly string[];
  /** A data folder to go on with; a new one by default. */
  readonly dir?: string;
  /** The program and its first arguments; this checkout by default. */
  readonly command?: Command;
  /** What its clock says when it starts, in RFC 3339; the machine's by default. */
  readonly at?: string;
  /** The shop's time zone, by its IANA name; the machine's by default. */
  readonly zone?: string;
  /** Whether passwords are as much work as a shop's. */
  readonly dearPasswords?: boolean;
}

export type Command = readonly [string, ...string[]];

const running = (program: string): Command => [
  Deno.execPath(),
  "run",
  "--quiet",
  "--no-prompt",
  "--no-check",
  HEAPS,
  "--allow-net",
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-sys",
  "--allow-run",
  "--allow-ffi",
  program,
];

/** A program of the tests' own around the server's, by the name of its file in `tests/support`. */
export const around = (file: string): Command => running(`${ROOT}tests/support/${file}`);

/** The program as it stands in this checkout. */
export const SOURCES = running(`${ROOT}main.ts`);
/** The same, bundled where a run of many tests has made that for its servers. */
export const CHECKOUT = running(Deno.env.get("COMPTOIR_PROGRAM") ?? `${ROOT}main.ts`);

export class TestServer {
  #log = "";
  private constructor(
    readonly process: Deno.ChildProcess,
    readonly port: number,
    readonly dir: string,
    readonly options: ServerOptions,
  ) {}

  static async start(options: ServerOptions & { readonly port?: number } = {}): Promise<TestServer> {
    const dir = options.dir ?? await Deno.makeTempDir({ prefix: "comptoir-test-" });
    const [program, ...first] = options.command ?? CHECKOUT;
    const args = [...first, "--data", dir, "--port", String(options.port ?? 0), "--no-open", ...options.flags ?? []];
    const env: Record<string, string> = options.zone === undefined ? {} : { TZ: options.zone };
    if (options.dearPasswords) env[TEST_PASSWORD_COST] = "12";
    const clock = options.at === undefined ? null : SettableClock.of(dir);
    if (clock !== null) {
      // A restart goes on with the clock as it stands.
      if (!clock.exists) clock.put(options.at!);
      env[TEST_CLOCK] = clock.file;
    }
    const process = new Deno.Command(program, { args, env, stdin: "null", stdout: "piped", stderr: "piped" }).spawn();
    const found = Promise.withResolvers<number>();
    let text = "";
    let server: TestServer | null = null;
    const listen = async (stream: Deno.ChildProcess["stdout"]) => {
      for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (server !== null) server.#log = text;
        const port = /listening on https?:\/\/\S+:(\d+)/.exec(text)?.[1];
        if (port !== undefined) found.resolve(Number(port));
      }
    };
    const ended = Promise.all([listen(process.stdout), listen(process.stderr)]);
    ended.then(() => found.reject(new Error(`the server did not start: ${text}`)));
    server = new TestServer(process, await found.promise, dir, options);
    server.#log = text;
    return server;
  }

  /** The owner's address: server mode. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** All that the server has printed. */
  get log(): string {
    return this.#log;
  }

  /** Stops it in good order, if it still runs; the data folder stays. */
  async stop(): Promise<void> {
    try {
      this.process.kill("SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await this.process.status;
  }

  /** Pulls the plug. */
  async kill(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.process.status;
  }

  /** The clock of a server that was started `at` a time. */
  get clock(): SettableClock {
    return SettableClock.of(this.dir);
  }

  /** Starts again on the same folder and the same port. */
  restart(): Promise<TestServer> {
    return TestServer.start({ ...this.options, dir: this.dir, port: this.port });
  }

  /** Stops and throws the data away. */
  async dispose(): Promise<void> {
    await this.stop();
    await Deno.remove(this.dir, { recursive: true });
    if (this.options.at !== undefined) await Deno.remove(this.clock.file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose().catch(() => {});
  }

  /** Somebody at an address: `127.0.0.1` is the server PC, 127.0.0.2, .3, … are tills. */
  at(address: string): Person {
    return new Person(this, address);
  }

  /** The owner, made and signed in. */
  async owner(): Promise<Person> {
    const owner = this.at("127.0.0.1");
    const answer = await owner.post("/api/setup", { username: "patron", password: "mot de passe" });
    owner.token = (await answer.json() as AuthResult).token;
    return owner;
  }
}

export function startServer(options: ServerOptions & { readonly port?: number } = {}): Promise<TestServer> {
  return TestServer.start(options);
}

export const PASSWORD = "mot de passe";

/** Adds an account and signs its holder in at an address. */
export async function join(owner: Person, username: string, role: Role, address: string): Promise<Person> {
  const added = await owner.post("/api/users", { username, password: PASSWORD, role });
  if (added.status !== 201) throw new Error(await added.text());
  await added.body?.cancel();
  const person = owner.at(address);
  await person.signIn(username, PASSWORD);
  return person;
}

/** A new id as a till makes it: UUIDv7. */
export function uuidv7(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(now) << 16n) | BigInt(0x7000 | (bytes[6]! & 0x0f) << 8 | bytes[7]!));
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
