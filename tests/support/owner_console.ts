/** The owner's console in a browser, in a shop of its own. */
import { Desk, findChromium, openBrowser } from "./browser.ts";
import { PASSWORD, type ServerOptions } from "./server.ts";
import { Shop, type Worker } from "./shop.ts";

export interface OwnerConsole extends AsyncDisposable {
  readonly desk: Desk;
  readonly shop: Shop;
}

export async function openConsole(workers: readonly Worker[] = ["nora"], options: ServerOptions = {}): Promise<OwnerConsole> {
  const shop = await Shop.open(workers, options);
  const browser = await openBrowser(findChromium()!);
  const desk = await Desk.open(browser, shop.server.url);
  desk.page.setDefaultTimeout(30_000);
  await desk.signIn("patron", PASSWORD);
  return {
    desk,
    shop,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await shop[Symbol.asyncDispose]();
    },
  };
}
