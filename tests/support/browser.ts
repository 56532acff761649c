/** A real Chromium for a test, and tills at addresses of their own on one machine. */
import assert from "node:assert/strict";
import { connect, createServer, type Socket } from "node:net";
import { type Browser, type BrowserContext, chromium, type ConsoleMessage, type Page } from "playwright-core";
import { assertShown, assertTold, isHeard } from "./frames.ts";
import { where } from "./where.ts";

/** Chromium as people have it. */
const WINDOWED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/**
 * The same without windows, tabs and a bar to type in, which the other keeps ready unseen where it is `--headless`: its pages are drawn alike,
 * for three quarters of the processor. In a run of all tests a page of the other was once not drawn for half a minute (Chromium 156).
 */
const WINDOWLESS = ["/usr/bin/chromium-headless-shell"];
/** What Playwright turns off: of two such flags Chromium takes the last alone. */
const PLAYWRIGHTS = [
  ...[
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
  ],
  ...["LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"],
  ...["OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
];
/** What a window keeps ready that nobody sees, in processes of their own: three for each page that is opened. */
const UNSEEN = [
  ...["SpareRendererForSitePerProcess", "PreloadTopChromeWebUI", "WebUIOmniboxPopup", "OmniboxAimPopup", "WebUIOmniboxAimPopup"],
];
/** For a Chromium that asks nothing of anybody, and shows nothing to anybody. */
export const FLAGS: readonly string[] = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${[...PLAYWRIGHTS, ...UNSEEN]}`,
];

/** Where a Chromium is that shows a test its pages; null when this machine has none. `CHROMIUM` names another. */
export function findChromium(): string | null {
  const named = Deno.env.get("CHROMIUM");
  return firstOf(named === undefined ? [...WINDOWLESS, ...WINDOWED] : [named]);
}

/** Where the Chromium is that a person would start; null when this machine has none. */
export function findWindowedChromium(): string | null {
  return firstOf(WINDOWED);
}

function firstOf(places: readonly string[]): string | null {
  return places.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  }) ?? null;
}

/** Programs' files that a live page keeps busy end with the browser. */
const UNSANITIZED = { sanitizeOps: false, sanitizeResources: false } as const;

/** For a test with a page. Ignored without a Chromium. */
export const BROWSER = {
  ...where(findChromium() !== null, "no Chromium on this machine (CHROMIUM names one)"),
  ...UNSANITIZED,
};
/** For a test of a person's own browser. Ignored without one. */
export const WINDOWED_BROWSER = {
  ...where(findWindowedChromium() !== null, "no Chromium with windows on this machine"),
  ...UNSANITIZED,
};

/** A Chromium of one's own. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: [...FLAGS], headless: true });
}

/** What a test sees of a browser. */
export type Profiles = Pick<Browser, "newContext" | "newPage" | "close"> & AsyncDisposable;

/** One program serves all tests of a file: to start it costs more than most of them. */
let program: Promise<Browser> | null = null;
export async function endBrowser(): Promise<void> {
  await (await program)?.close();
  program = null;
}
Deno.test.afterAll(endBrowser);

/** No page asks for it. */
const NEVER = "**/never-asked-for";

let isRouted = false;
/**
 * For a file whose tests route what a page asks for: its pages are routed from their start, for the first route of a page takes
 * hold only a moment after it was laid, and a request of that moment goes past it. Each request pays for it with a word to the
 * test and back, and the browser keeps nothing of what it has fetched: other files do without, and a route there throws.
 */
export function routed(): void {
  isRouted = true;
}

function unannounced(): never {
  throw new Error("a file that routes says routed() first: see tests/support/browser.ts");
}

/** For one test with a page; to close it forgets what was opened in it. */
export async function openBrowser(executablePath: string): Promise<Profiles> {
  const browser = await (program ??= launchBrowser(executablePath));
  const opened: BrowserContext[] = [];
  const newContext: Browser["newContext"] = async (options) => {
    // What moves is drawn anew by the processor, picture by picture: a tenth of all that a file with pages takes.
    const context = await browser.newContext({ reducedMotion: "reduce", ...options });
    opened.push(context);
    context.on("page", (page) => {
      if (!isRouted) page.route = unannounced;
      page.on("websocket", (socket) => {
        if (new URL(socket.url()).pathname === "/ws/afficheur") {
          socket.on("framereceived", ({ payload }) => assertShown(String(payload)));
          socket.on("framesent", ({ payload }) => assert.fail(`a display says ${payload}`));
          return;
        }
        socket.on("framereceived", ({ payload }) => assertTold(String(payload)));
        socket.on("framesent", ({ payload }) => assert.ok(isHeard(payload), `a page says ${payload}`));
      });
    });
    if (isRouted) await context.route(NEVER, (route) => route.abort());
    else context.route = unannounced;
    return context;
  };
  const close = async () => {
    for (const context of opened) await context.close();
  };
  return { newContext, newPage: async (options) => (await newContext(options)).newPage(), close, [Symbol.asyncDispose]: close };
}

/** One person's browser: a profile of its own, and what its console said. */
export class Desk {
  /** Errors and warnings of the console and of the page, in order. */
  readonly complaints: string[] = [];
  /**
   * What Chromium may note by itself about a request of this page, and no complaint: `403 /api/auth`, or
   * `lost` where no server answered. No page can keep it from doing so.
   */
  readonly expected = new Set<string>();
  /** What it noted of that. */
  readonly noted: string[] = [];
  private constructor(readonly context: BrowserContext, readonly page: Page) {}

  /** `device`: how it is set besides. */
  static async open(
    browser: Profiles,
    url: string,
    size = { width: 1280, height: 800 },
    device: { readonly timezoneId?: string } = {},
  ): Promise<Desk> {
    const context = await browser.newContext({ viewport: size, locale: "fr-FR", ...device });
    const page = await context.newPage();
    const desk = new Desk(context, page);
    page.on("console", (message) => {
      if (!["error", "warning"].includes(message.type())) return;
      const note = networkNote(message);
      if (note !== null && desk.expected.has(note)) desk.noted.push(note);
      else desk.complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => desk.complaints.push(`uncaught: ${error.message}`));
    await page.goto(url);
    return desk;
  }

  async signIn(username: string, password: string): Promise<void> {
    await this.page.getByLabel("Identifiant").fill(username);
    await this.page.getByLabel("Mot de passe").fill(password);
    await this.page.getByRole("button", { name: "Entrer" }).click();
    await this.live();
  }

  /** Waits until the page follows the server. */
  async live(): Promise<void> {
    await this.page.locator('[data-phase="ready"]').waitFor();
  }

  /** Opens a section of the owner's console by its name. */
  async section(name: string): Promise<void> {
    await openSection(this.page, name);
  }
}

export async function openSection(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** What the browser says of a request; null for what the page says. */
function networkNote(message: ConsoleMessage): string | null {
  const text = message.text();
  const status = /^Failed to load resource: the server responded with a status of (\d+)/.exec(text)?.[1];
  if (status !== undefined) return `${status} ${new URL(message.location().url).pathname}`;
  return /^Failed to load resource: net::|^WebSocket connection to /.test(text) ? "lost" : null;
}

/** Passes TCP on to a server on this machine, from an address of its own: a till, as the server sees it. */
export class Forwarder {
  readonly #sockets = new Set<Socket>();
  readonly #server;
  #port = 0;

  /** `from` is an address of 127/8; `port` is the server's. */
  private constructor(readonly from: string, port: number) {
    this.#server = createServer((near) => {
      // Listening for errors comes first: either side may go at any time.
      const far = this.#keep(connect({ host: "127.0.0.1", port, localAddress: from }));
      this.#keep(near);
      near.pipe(far).pipe(near);
      near.on("close", () => far.destroy());
      far.on("close", () => near.destroy());
    });
  }

  static async open(from: string, port: number): Promise<Forwarder> {
    const forwarder = new Forwarder(from, port);
    await new Promise<void>((resolve) => forwarder.#server.listen(0, "127.0.0.1", resolve));
    forwarder.#port = (forwarder.#server.address() as { port: number }).port;
    return forwarder;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Pulls the cable: what is open breaks off. New connections pass again. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.cut();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    return socket;
  }
}
