/** The thread of an `Asker`. */
import type { Asked } from "./asker.ts";

const clients = new Map<string, Deno.HttpClient>();

self.onmessage = async ({ data }: MessageEvent<Asked>) => {
  const { url, address, method, headers, body } = data;
  const client = clients.get(address) ?? Deno.createHttpClient({ localAddress: address });
  clients.set(address, client);
  const answer = await fetch(url, { method, headers, body, client });
  for await (const _ of answer.body ?? []) { /* Taken as fast as it comes. */ }
  self.postMessage(answer.status);
};
