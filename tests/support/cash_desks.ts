/** Cashiers at browsers in a small shop. */
import { Desk, findChromium, Forwarder, openBrowser, type Profiles } from "./browser.ts";
import { PASSWORD, type ServerOptions } from "./server.ts";
import { Shop } from "./shop.ts";

export class CashDesks {
  readonly #cables: Forwarder[] = [];
  private constructor(readonly shop: Shop, readonly browser: Profiles) {}

  /** Nora sells; Chloé and Marc are cashiers. Nobody is at a browser yet. */
  static async open(options: ServerOptions = {}): Promise<CashDesks> {
    return new CashDesks(await Shop.open(["nora", "chloe", "marc"], options), await openBrowser(findChromium()!));
  }

  /** Somebody signed in at a browser of their own; `device`: how that is set. */
  async desk(username: string, address: string, device: { readonly timezoneId?: string } = {}): Promise<Desk> {
    const cable = await Forwarder.open(address, this.shop.server.port);
    this.#cables.push(cable);
    const desk = await Desk.open(this.browser, cable.url, undefined, device);
    desk.page.setDefaultTimeout(30_000);
    await desk.signIn(username, PASSWORD);
    return desk;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    for (const cable of this.#cables) await cable.close();
    await this.shop[Symbol.asyncDispose]();
  }
}
