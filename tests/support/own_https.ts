/** Somebody at an address who comes by HTTPS, and trusts these authorities alone. */
import { type Answer, answerOf } from "./server.ts";

export interface Trusting extends Disposable {
  get(path: string, headers?: HeadersInit): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** A page. */
  page(path: string): Promise<string>;
}

/** `caCerts`: PEM. */
export function trusting(caCerts: string[], port: number, localAddress: string): Trusting {
  const client = Deno.createHttpClient({ caCerts, localAddress });
  const fetched = (path: string, init: RequestInit) => fetch(`https://127.0.0.1:${port}${path}`, { ...init, client });
  const ask = async (path: string, init: RequestInit) => await answerOf(await fetched(path, init));
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body) => ask(path, { method: "POST", body: JSON.stringify(body) }),
    page: async (path) => await (await fetched(path, {})).text(),
    [Symbol.dispose]: () => client.close(),
  };
}
