/** A shop that sells, and sends what it writes to a head office of its own, where it is called lyon. */
import { HeadOffice } from "./head_office.ts";
import { Postgres } from "./postgres.ts";
import { ok, openTill, Shop } from "./shop.ts";

export class LinkedShop {
  private constructor(
    readonly postgres: Postgres,
    readonly office: HeadOffice,
    readonly shop: Shop,
    readonly scene: AsyncDisposableStack,
  ) {}

  static async open(): Promise<LinkedShop> {
    await using scene = new AsyncDisposableStack();
    const postgres = scene.use(await Postgres.start());
    const office = scene.use(await HeadOffice.open(postgres));
    const shop = scene.use(await Shop.open(["chloe"]));
    ok(await openTill(shop.chloe));
    await office.link(shop, "lyon");
    return new LinkedShop(postgres, office, shop, scene.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene.disposeAsync();
  }
}
