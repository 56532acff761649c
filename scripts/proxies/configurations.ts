/** The README's lines for each proxy, with a trial's names, ports and certificate put in their places; and the proxy itself. */
import { join } from "node:path";
import { eventually } from "../../tests/support/feed.ts";
import { freePort } from "../../tests/support/free_port.ts";
import type { Certificate } from "./certificate.ts";

export const PROXIES = ["nginx", "caddy", "haproxy"] as const;
export type Proxy = typeof PROXIES[number];

/** A proxy as one trial runs it. */
export interface Case {
  readonly proxy: Proxy;
  /** What browsers open. */
  readonly origin: string;
  /** Where Comptoir listens. */
  readonly port: number;
  readonly folder: string;
  readonly text: string;
}

/** How its block is called in the README, and what runs it in the foreground with a file. */
const KNOWN: Readonly<Record<Proxy, { readonly block: string; readonly command: (file: string, folder: string) => string[] }>> = {
  nginx: { block: "nginx", command: (file, folder) => ["nginx", "-c", file, "-p", folder, "-e", "stderr"] },
  caddy: { block: "caddyfile", command: (file) => ["caddy", "run", "--adapter", "caddyfile", "--config", file] },
  haproxy: { block: "haproxy", command: (file) => ["haproxy", "-db", "-f", file] },
};

export async function isThere(proxy: Proxy): Promise<boolean> {
  const version = proxy === "caddy" ? "version" : "-v";
  try {
    return (await new Deno.Command(proxy, { args: [version], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

/** The blocks of code of the README, each by its language. */
export function configurations(readme: string): Readonly<Record<Proxy, string>> {
  const of = (proxy: Proxy) => {
    const text = new RegExp(`^\`\`\`${KNOWN[proxy].block}\n(.*?)^\`\`\``, "ms").exec(readme)?.[1];
    if (text === undefined) throw new Error(`the README says nothing of ${proxy}`);
    return text;
  };
  return { nginx: of("nginx"), caddy: of("caddy"), haproxy: of("haproxy") };
}

export async function caseOf(
  proxy: Proxy,
  scheme: "http" | "https",
  certificate: Certificate,
  snippets: Readonly<Record<Proxy, string>>,
): Promise<Case> {
  const [front, port] = [freePort(), freePort()];
  const folder = await Deno.makeTempDir({ prefix: `comptoir-${proxy}-` });
  const written = replaced(snippets[proxy], "127.0.0.1:8080", `127.0.0.1:${port}`);
  const origin = `${scheme}://localhost:${front}`;
  return { proxy, origin, port, folder, text: ADAPTED[proxy](written, { origin, front, scheme, certificate, folder }) };
}

interface Place {
  readonly origin: string;
  readonly front: number;
  readonly scheme: "http" | "https";
  readonly certificate: Certificate;
  readonly folder: string;
}

/** What a trial changes in the README's lines: where it listens, under which name, and with which certificate. */
const ADAPTED: Readonly<Record<Proxy, (text: string, place: Place) => string>> = {
  nginx: (text, { front, scheme, certificate, folder }) => {
    let server = replaced(text, "listen 443 ssl", `listen 127.0.0.1:${front}${scheme === "https" ? " ssl" : ""}`);
    server = replaced(server, "caisse.example", "localhost");
    server = scheme === "http"
      ? server.replace(/^ *ssl_certificate.*\n/gm, "")
      : replaced(replaced(server, "/etc/ssl/caisse.pem", certificate.cert), "/etc/ssl/caisse.key", certificate.key);
    return `daemon off;\npid ${folder}/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n${server}}\n`;
  },
  caddy: (text, { origin, scheme, certificate }) => {
    const own = scheme === "https" ? `  tls ${certificate.cert} ${certificate.key}\n` : "";
    return `{\n  admin off\n  auto_https disable_redirects\n}\n${
      replaced(text, "caisse.example {\n", `${origin} {\n  bind 127.0.0.1\n${own}`)
    }`;
  },
  haproxy: (text, { front, scheme, certificate }) => {
    const ssl = scheme === "https" ? ` ssl crt ${certificate.both}` : "";
    return replaced(text, "bind :443 ssl crt /etc/ssl/caisse-with-key.pem", `bind 127.0.0.1:${front}${ssl}`);
  },
};

/** Throws when the README does not say what a trial is to change. */
function replaced(text: string, what: string, by: string): string {
  if (!text.includes(what)) throw new Error(`the README's lines have no '${what}'`);
  return text.replaceAll(what, by);
}

/** Started and listening; ended and its folder removed at the end. */
export async function startProxy({ proxy, origin, folder, text }: Case): Promise<AsyncDisposable> {
  const file = join(folder, "configuration");
  await Deno.writeTextFile(file, text);
  const [program, ...args] = KNOWN[proxy].command(file, folder) as [string, ...string[]];
  const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const process = new Deno.Command(program, { args, env, stdout: "null", stderr: "piped" }).spawn();
  const said = new Response(process.stderr).text();
  let ended = false;
  process.status.then(() => ended = true);
  const port = Number(new URL(origin).port);
  await eventually(async () => {
    if (ended) throw new Error(`${proxy} did not start: ${await said}`);
    return await Deno.connect({ hostname: "127.0.0.1", port }).then((connection) => (connection.close(), true), () => false);
  }, `${proxy} listens`);
  return {
    async [Symbol.asyncDispose]() {
      if (!ended) process.kill("SIGTERM");
      await Promise.all([process.status, said]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}
