/** `comptoir till`: a till's PC finds the server, remembers it, and opens its page as an application. */
import assert from "node:assert/strict";
import { type Browser, chromium } from "playwright-core";
import { findWindowedChromium, FLAGS, WINDOWED_BROWSER } from "../support/browser.ts";
import { assertSentence, run } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { freePort } from "../support/free_port.ts";
import { CHECKOUT, startServer } from "../support/server.ts";
import { where } from "../support/where.ts";

/** A browser that writes down how it was called, and a person's own settings. */
async function scene() {
  const home = await Deno.makeTempDir({ prefix: "comptoir-till-" });
  const browser = `${home}/browser`;
  await Deno.writeTextFile(browser, `#!/bin/sh\nprintf '%s\\n' "$@" > "${home}/called"\nexit 7\n`, { mode: 0o755 });
  const env = { XDG_CONFIG_HOME: `${home}/settings`, HOME: home, APPDATA: `${home}/settings` };
  return {
    home,
    till: (...args: string[]) => run(["till", "--browser", browser, "--no-wait", ...args], { env }),
    called: async () => (await Deno.readTextFile(`${home}/called`)).trimEnd().split("\n"),
  };
}

Deno.test({
  name: "the server that answered is remembered, and the browser opens its page without address or questions",
  ...where(Deno.build.os !== "windows", "this machine runs Windows, and the browser here is a shell's script"),
  async fn() {
    await using server = await startServer();
    const { till, called, home } = await scene();
    const first = await till("--server", `127.0.0.1:${server.port}`);
    assert.equal(first.code, 7, `the browser's own code: ${first.err}`);
    const args = await called();
    assert.ok(args.includes(`--app=http://127.0.0.1:${server.port}/`), args.join(" "));
    assert.ok(args.includes("--kiosk-printing") && !args.includes("--kiosk"), args.join(" "));
    assert.ok(args.some((arg) => arg.startsWith("--user-data-dir=") && arg.includes(home)), args.join(" "));
    await Deno.remove(`${home}/called`);
    await till("--kiosk", "--no-silent-print", "--", "--force-dark-mode");
    const again = await called();
    assert.ok(again.includes(`--app=http://127.0.0.1:${server.port}/`), again.join(" "));
    assert.ok(again.includes("--kiosk") && !again.includes("--kiosk-printing"), again.join(" "));
    assert.equal(again.at(-1), "--force-dark-mode");
  },
});

Deno.test("what is no server, no Comptoir or no browser is told in a sentence, and nothing is remembered", async () => {
  await using server = await startServer();
  const other = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => new Response("hello"));
  const { till } = await scene();
  try {
    assertSentence(await till(), 1, /^Where is the shop's server\?/);
    assertSentence(await till("--server", "not a name"), 1, /'not a name' is no server/);
    assertSentence(await till("--server", `127.0.0.1:${other.addr.port}`), 1, /is no Comptoir's/);
    assertSentence(await till("--server", "127.0.0.1:1"), 1, /^http:\/\/127\.0\.0\.1:1 does not answer/);
    assertSentence(
      await till("--server", `127.0.0.1:${server.port}`, "--browser", "/nowhere/browser"),
      1,
      /no program '\/nowhere/,
    );
    assertSentence(await till(), 1, /^Where is the shop's server\?/);
  } finally {
    await other.shutdown();
  }
});

Deno.test({
  ...WINDOWED_BROWSER,
  name: "a server that is started later is waited for, and then a real browser shows the shop",
  async fn() {
    const home = await Deno.makeTempDir({ prefix: "comptoir-till-" });
    const port = freePort();
    const [program, ...rest] = CHECKOUT;
    const flags = [...FLAGS, "--remote-debugging-port=0"];
    const till = new Deno.Command(program, {
      args: [...rest, "till", "--browser", findWindowedChromium()!, "--server", `127.0.0.1:${port}`, "--", ...flags],
      env: { HOME: home, XDG_CONFIG_HOME: home },
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const said: string[] = [];
    const listening = till.stderr.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({ write: (text) => void said.push(text) }),
    );
    await eventually(() => said.join("").includes("Waiting for it"), "it says that it waits");
    await using _server = await startServer({ port });
    const portFile = `${home}/comptoir-till/browser/DevToolsActivePort`;
    let debugPort = "";
    await eventually(async () => {
      debugPort = (await Deno.readTextFile(portFile).catch(() => "")).split("\n")[0]!;
      return debugPort !== "";
    }, "the browser is there");
    const browser = await connected(`http://127.0.0.1:${debugPort}`);
    const page = () => browser.contexts().flatMap((context) => context.pages()).find((one) => one.url().includes(`:${port}/`));
    await eventually(() => page() !== undefined, "it opened the shop");
    await page()!.getByRole("heading").first().waitFor();
    assert.match(await page()!.title(), /Comptoir/);
    const session = await browser.newBrowserCDPSession();
    await session.send("Browser.close").catch(() => {});
    assert.equal((await till.status).code, 0);
    await listening;
  },
});

/** Who joins a browser whose window is just being made may be left without an answer: then it is joined once more. */
async function connected(url: string): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(url, { timeout: 10_000 });
  } catch {
    return await chromium.connectOverCDP(url);
  }
}
