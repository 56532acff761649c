/** A chain for a test: a head office and shops that are linked to it, each a server of its own. */
import { CuttingProxy } from "./cutting_proxy.ts";
import { eventually } from "./feed.ts";
import { HeadOffice } from "./head_office.ts";
import { Postgres } from "./postgres.ts";
import { answerOf, type Person } from "./server.ts";
import { ok, openTill, Shop } from "./shop.ts";

export class Chain {
  private constructor(
    readonly postgres: Postgres,
    readonly proxy: CuttingProxy,
    readonly office: HeadOffice,
    readonly shops: readonly Shop[],
    readonly scene: AsyncDisposableStack,
  ) {}

  /** `also`: done in each before it is linked; `names`: by which head office knows them. */
  static async open(
    names: readonly string[],
    also: (shop: Shop, name: string) => Promise<void> = async () => {},
  ): Promise<Chain> {
    await using scene = new AsyncDisposableStack();
    const postgres = scene.use(await Postgres.start());
    const proxy = scene.use(await CuttingProxy.start(postgres.port));
    const office = scene.use(await HeadOffice.open(postgres, proxy.port));
    const shops: Shop[] = [];
    for (const name of names) {
      const shop = scene.use(await Shop.open(["nora", "chloe"]));
      shops.push(shop);
      ok(await openTill(shop.chloe));
      await also(shop, name);
      await office.link(shop, name);
    }
    return new Chain(postgres, proxy, office, shops, scene.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.scene.disposeAsync();
  }
}

/** Waits until head office can be asked. */
export async function reached(person: Person): Promise<void> {
  await eventually(async () => (await answerOf(await person.get("/api/chaine"))).body.jointe === true, "head office answers");
}
