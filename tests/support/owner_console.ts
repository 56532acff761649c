/** The owner's console in a browser, in a shop of its own or in one that is there. */
import { Desk, findChromium, openBrowser } from "./browser.ts";
import { PASSWORD, type ServerOptions } from "./server.ts";
import { Shop, type Worker } from "./shop.ts";

export interface OpenConsole extends AsyncDisposable {
  readonly desk: Desk;
}

export interface OwnerConsole extends OpenConsole {
  readonly shop: Shop;
}

export async function openConsole(workers: readonly Worker[] = ["nora"], options: ServerOptions = {}): Promise<OwnerConsole> {
  const shop = await Shop.open(workers, options);
  const console = await openConsoleAt(shop.server.url);
  return {
    desk: console.desk,
    shop,
    async [Symbol.asyncDispose]() {
      await console[Symbol.asyncDispose]();
      await shop[Symbol.asyncDispose]();
    },
  };
}

/** Of the shop at this address; its owner is `patron`. */
export async function openConsoleAt(url: string): Promise<OpenConsole> {
  const browser = await openBrowser(findChromium()!);
  const desk = await Desk.open(browser, url);
  desk.page.setDefaultTimeout(30_000);
  await desk.signIn("patron", PASSWORD);
  return { desk, [Symbol.asyncDispose]: () => browser.close() };
}
