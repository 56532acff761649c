/** A shop that sells, and sends what it writes to a head office of its own, where it is called lyon. */
import { HeadOffice } from "./head_office.ts";
import { Postgres } from "./postgres.ts";
import { cash, ok, openTill, PAIN, Shop, sold } from "./shop.ts";

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

/** Tickets of a loaf each, one after the other. */
export async function sellBread({ chloe }: Shop, tickets: number): Promise<void> {
  for (let n = 0; n < tickets; n++) await sold(chloe, [PAIN], [cash(120)]);
}

/** A copy of a stopped server's data folder, as on another disk. */
export async function copyOf(dir: string): Promise<string> {
  const copy = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  for (const { name, isFile } of Deno.readDirSync(dir)) if (isFile) await Deno.copyFile(`${dir}/${name}`, `${copy}/${name}`);
  return copy;
}
