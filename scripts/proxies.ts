/**
 * Works through each reverse proxy that this machine has (nginx, Caddy, HAProxy), set up with the README's very lines, with
 * TLS and without: the page and its scripts, a sale, the live socket beyond the proxies' usual patience, and nobody who
 * passes for the server PC. `deno task proxies`; exit code 1 when anything is not as it must be, or no proxy is there.
 */
import { startServer } from "../tests/support/server.ts";
import { caseOf, configurations, isThere, PROXIES, type Proxy, startProxy } from "./proxies/configurations.ts";
import { ownCertificate } from "./proxies/certificate.ts";
import { workThrough } from "./proxies/work.ts";

const snippets = configurations(await Deno.readTextFile(new URL("../README.md", import.meta.url)));
const certificate = await ownCertificate();

/** One proxy in front of one shop of its own: how many things are wrong. */
async function attempt(proxy: Proxy, scheme: "http" | "https"): Promise<number> {
  const there = await caseOf(proxy, scheme, certificate, snippets);
  await using server = await startServer({
    port: there.port,
    flags: ["--public-origin", there.origin, "--trusted-proxy", "127.0.0.1"],
  });
  await using _ = await startProxy(there);
  const found = await workThrough(server, there.origin, certificate.pem);
  console.log([`${proxy} over ${scheme}: ${found.length === 0 ? "all of it holds" : "WRONG"}`, ...found].join("\n  "));
  return found.length;
}

const there: Proxy[] = [];
for (const proxy of PROXIES) {
  if (await isThere(proxy)) there.push(proxy);
  else console.log(`${proxy}: not on this machine, not tried`);
}
// Each waits for more than a minute most of its time: side by side they take no longer than one.
const wrong = await Promise.all(there.flatMap((proxy) => [attempt(proxy, "http"), attempt(proxy, "https")]));
await Deno.remove(certificate.folder, { recursive: true });
Deno.exit(wrong.length === 0 || wrong.some((n) => n > 0) ? 1 : 0);
