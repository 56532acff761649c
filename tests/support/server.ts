/** A real server for a test: its own process, its own data folder, and people at tills with addresses of their own. */
import { HEAPS } from "../../server/cli/own_processes.ts";
import { TEST_CLOCK } from "../../server/database/clock.ts";
import { TEST_PASSWORD_COST } from "../../server/security/password_cost.ts";
import type { AuthResult } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import { assertNamed } from "./contract.ts";
import { assertDescribed } from "./described.ts";
import { held } from "./held.ts";
import { SettableClock } from "./settable_clock.ts";

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

/** A person with an address and, once signed in, a token. */
export class Person {
  token: string | null = null;
  readonly client: Deno.HttpClient;

  constructor(readonly server: TestServer, readonly address: string) {
    this.client = Deno.createHttpClient({ localAddress: address });
  }

  [Symbol.dispose](): void {
    this.client.close();
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.token !== null && !headers.has("authorization")) headers.set("authorization", `Bearer ${this.token}`);
    const response = await fetch(`${this.server.url}${path}`, { ...init, headers, client: this.client });
    const judge = response.status < 400 ? assertDescribed : assertNamed;
    return await judge(init.method ?? "GET", path, response);
  }

  get(path: string): Promise<Response> {
    return this.fetch(path);
  }

  post(path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
    return this.send("POST", path, body, headers);
  }

  send(method: string, path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
    return this.fetch(path, { method, body: typeof body === "string" ? body : JSON.stringify(body), headers });
  }

  async signIn(username: string, password: string): Promise<AuthResult> {
    const response = await this.post("/api/auth", { username, password });
    const answer = await response.json();
    if (!response.ok) throw new Error(`sign-in of ${username}: ${JSON.stringify(answer)}`);
    this.token = (answer as AuthResult).token;
    return answer as AuthResult;
  }

  /** Status and body of a query. */
  async query(type: string, query: string, params?: unknown, headers: HeadersInit = {}): Promise<Answer> {
    return await answerOf(await this.post("/api/query", { type, query, ...(params === undefined ? {} : { params }) }, headers));
  }

  async batch(queries: readonly { type: string; query: string; params?: unknown }[], headers: HeadersInit = {}): Promise<Answer> {
    return await answerOf(await this.post("/api/query", { type: "batch", queries }, headers));
  }

  /** Opens a socket as a native client does. */
  socket(query = ""): WebSocket {
    const headers: Record<string, string> = this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const options = { headers, client: this.client } as unknown as string[];
    return held(new WebSocket(`ws://127.0.0.1:${this.server.port}/ws${query}`, options));
  }
}

// deno-lint-ignore no-explicit-any -- tests look into answers of every shape
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

export const PASSWORD = "mot de passe";

/** Adds an account and signs its holder in at an address. */
export async function join(owner: Person, username: string, role: Role, address: string): Promise<Person> {
  const added = await owner.post("/api/users", { username, password: PASSWORD, role });
  if (added.status !== 201) throw new Error(await added.text());
  await added.body?.cancel();
  const person = owner.server.at(address);
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
