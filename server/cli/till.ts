/** `comptoir till`: the same file on a till's PC. It finds the shop's server, remembers where it is, and opens its page as an application. */
import { setTimeout as delay } from "node:timers/promises";
import { Refused } from "./console.ts";
import { browserArguments, findBrowser } from "./till_browser.ts";
import { TillSettings } from "./till_settings.ts";

export interface TillFlags {
  /** `HOST`, `HOST:PORT` or an address of the page; what was kept from the last time without it. */
  readonly server?: string;
  /** The browser's program; the first that is found without it. */
  readonly browser?: string;
  /** The whole screen, without a way out for who has no keyboard. */
  readonly kiosk?: boolean;
  /** False: the browser asks before each receipt. */
  readonly silentPrint: boolean;
  /** False: a server that does not answer yet is not waited for. */
  readonly wait: boolean;
}

/** Milliseconds between two tries: a till's PC is often on before the server. */
const AGAIN_MS = 2_000;
/** Milliseconds in which a server on the LAN answers. */
const PATIENCE_MS = 5_000;
const DEFAULT_PORT = 8080;

/** Resolves to the browser's exit code when its window is closed. `extra` are flags handed on to the browser. */
export async function till(flags: TillFlags, extra: readonly string[]): Promise<number> {
  const settings = TillSettings.ofThisPerson();
  const kept = settings.read();
  const origin = flags.server === undefined ? kept?.server : originOf(flags.server);
  if (origin === undefined) {
    throw new Refused("Where is the shop's server? Its own window says it: comptoir till --server 192.168.1.10");
  }
  const browser = findBrowser(flags.browser);
  if (browser === null) {
    throw new Refused(
      flags.browser === undefined
        ? `No Edge, Chrome or Chromium was found here: open ${origin} in any browser, or name one with --browser.`
        : `There is no program '${flags.browser}': check --browser.`,
    );
  }
  await reach(origin, flags.wait);
  // Only what has answered is worth remembering.
  settings.write({ server: origin });
  const args = browserArguments({ origin, profile: settings.profile, ...flags, extra });
  const { code } = await new Deno.Command(browser, { args, stdin: "null", stdout: "null", stderr: "null" }).output();
  return code;
}

/** `192.168.1.10`, `caisse.local:8080`, `https://caisse.example` as an origin. */
function originOf(text: string): string {
  const url = /^https?:\/\//i.test(text)
    ? text
    : `http://${/:\d+$/.test(text) && !text.startsWith("::") ? text : `${text}:${DEFAULT_PORT}`}`;
  if (!URL.canParse(url) || new URL(url).pathname !== "/" || new URL(url).search !== "") {
    throw new Refused(
      `'${text}' is no server: give its name or address, and its port if it is not ${DEFAULT_PORT}, as 192.168.1.10:8080.`,
    );
  }
  return new URL(url).origin;
}

/** Until a Comptoir answers there; another program's answer ends it at once. */
async function reach(origin: string, wait: boolean): Promise<void> {
  for (let told = false;; told = true) {
    const reason = await knock(origin);
    if (reason === null) return;
    if (!wait) throw new Refused(unreached(origin, reason));
    if (!told) console.error(`${unreached(origin, reason)} Waiting for it; Ctrl-C stops.`);
    await delay(AGAIN_MS);
  }
}

/** Null when a Comptoir answered; else why there is no answer. */
async function knock(origin: string): Promise<string | null> {
  let answer: Response;
  try {
    answer = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    return (error as Error).message.split("\n")[0]!;
  }
  const text = await answer.text();
  if (/"code":"host_not_allowed"/.test(text)) {
    throw new Refused(
      `The server does not answer to the name in ${origin}: start it with --allow-host ${
        new URL(origin).hostname
      }, or give its address.`,
    );
  }
  if (!/"setup_required":/.test(text)) {
    throw new Refused(`${origin} is no Comptoir's: check the address and the port.`);
  }
  return null;
}

function unreached(origin: string, reason: string): string {
  return `${origin} does not answer (${reason}): is the server started, on the same network, and let through its firewall?`;
}
