/** A shop worked through a proxy: what a browser at a till asks for, and what somebody tries who wants to be the server PC. */
import { eventually } from "../../tests/support/feed.ts";
import { type Answer, answerOf, PASSWORD, type TestServer, uuidv7 } from "../../tests/support/server.ts";

/** A till's own address, which the proxy is to name. */
const TILL = "127.0.0.2";
/** Longer than any of them keeps a connection on which nothing moves (60 s). */
const IDLE_MS = 70_000;

/** What is not as it must be, a sentence each. */
export async function workThrough(server: TestServer, origin: string, pem: string): Promise<string[]> {
  const found: string[] = [];
  const expect = (holds: boolean, what: string, seen: unknown) => {
    if (!holds) found.push(`${what}: ${JSON.stringify(seen)}`);
  };
  using client = Deno.createHttpClient({ caCerts: [pem], localAddress: TILL });
  const through = (path: string, init: RequestInit = {}) => fetch(`${origin}${path}`, { ...init, client } as RequestInit);
  const ask = async (path: string, body: unknown, headers: HeadersInit = {}) =>
    await answerOf(await through(path, { method: "POST", headers: { origin, ...headers }, body: JSON.stringify(body) }));
  const owner = await Owner.open(server);

  const html = await (await through("/")).text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  expect(assets.length > 1, "the page names its files", html.slice(0, 200));
  for (const path of assets) {
    const { status, body } = await through(path, { headers: { origin } });
    await body?.cancel();
    expect(status === 200, `the page's ${path} is there`, status);
  }
  for (const forged of [{}, { "x-forwarded-for": "127.0.0.1" }, { forwarded: "for=127.0.0.1" }, { "x-real-ip": "::1" }]) {
    const { mode } = await (await through("/api/health", { headers: forged as HeadersInit })).json();
    expect(mode === "client", `with ${JSON.stringify(forged)} it is client mode`, mode);
  }
  const asOwner = await ask("/api/auth", { username: "patron", password: PASSWORD });
  expect(asOwner.body.code === "role_not_allowed_here", "the owner cannot sign in through it", asOwner.body);
  const foreign = await ask("/api/auth", { username: "zoe", password: PASSWORD }, { origin: "https://evil.example" });
  expect(foreign.body.code === "origin_not_allowed", "another site's page is refused", foreign.body);

  const { body: { token } } = await ask("/api/auth", { username: "zoe", password: PASSWORD });
  const authorization = `Bearer ${token}`;
  const { body: { sessions } } = await owner.get("/api/sessions");
  expect(
    sessions?.some(({ address }: { address: string }) => address === TILL),
    "the session is of the till's address",
    sessions,
  );

  const heard: string[] = [];
  let closed = 0;
  const socket = new WebSocket(`${origin.replace("http", "ws")}/ws`, {
    protocols: ["comptoir.v1", `bearer.${token}`],
    headers: { origin },
    client,
  } as unknown as string[]);
  socket.onmessage = ({ data }) => heard.push(...told(data));
  socket.onclose = ({ code }) => closed = code;
  const sale = async (when: string) => {
    const id = uuidv7();
    const answer = await ask("/api/query", { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] }, {
      authorization,
    });
    expect(answer.status === 200, `a sale ${when}`, answer.body);
    await eventually(() => heard.includes(id), "").catch(() => expect(false, `the socket tells of it ${when}`, { closed }));
  };
  await eventually(() => socket.readyState !== WebSocket.CONNECTING, "").catch(() => {});
  await sale("at once");
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  await sale("after more than a minute without any");
  socket.close();
  return found;
}

/** The ids of tickets in a message of the feed. */
function told(data: string): string[] {
  const { changes = [] } = JSON.parse(data) as { changes?: readonly { readonly key: { readonly id?: string } }[] };
  return changes.flatMap(({ key: { id } }) => id === undefined ? [] : [id]);
}

/** The owner on the server PC, past the proxy, which itself calls from 127.0.0.1. */
class Owner {
  private constructor(readonly url: string, readonly token: string) {}

  static async open({ port }: TestServer): Promise<Owner> {
    const url = `http://[::1]:${port}`;
    const post = async (path: string, body: unknown, headers: HeadersInit = {}) =>
      await answerOf(await fetch(`${url}${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
    const { body: { token } } = await post("/api/setup", { username: "patron", password: PASSWORD });
    await post("/api/users", { username: "zoe", password: PASSWORD, role: "vendeur" }, { authorization: `Bearer ${token}` });
    return new Owner(url, token);
  }

  async get(path: string): Promise<Answer> {
    return await answerOf(await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}` } }));
  }
}
