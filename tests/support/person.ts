/** Whoever asks a server: a person at an address of their own, and what they are answered. */
import type { AuthResult } from "../../shared/protocol.ts";
import { assertNamed } from "./contract.ts";
import { assertDescribed } from "./described.ts";
import { held } from "./held.ts";

/** A server as whoever asks it knows it. */
interface Served {
  readonly url: string;
  readonly port: number;
  readonly process: Deno.ChildProcess;
}

/** A person with an address and, once signed in, a token. */
export class Person {
  token: string | null = null;
  readonly client: Deno.HttpClient;

  constructor(readonly server: Served, readonly address: string) {
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

  /** Somebody else of the same server. */
  at(address: string): Person {
    return new Person(this.server, address);
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
