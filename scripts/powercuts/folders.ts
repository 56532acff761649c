/** The data folders that the power is cut under: made once, each as a plug that was pulled left it. */
import { join } from "node:path";
import { unzipSync } from "fflate";
import { comptoir } from "../../tests/support/command_line.ts";
import { copySync } from "../../tests/support/copied.ts";
import { cash, close, closeTill, LAMPE, ok, openTill, PAIN, Shop, sold } from "../../tests/support/shop.ts";

/** A running server's lock, which no copy has. */
export const LOCKS = /^comptoir\.lock/;

/** Tickets in the copy, and those that were sold after it was made. */
const COPIED = 8;
const SOLD_SINCE = 16;

/** A folder, and what was acknowledged of it. */
export interface Folder {
  readonly path: string;
  /** Number as printed → total in cents. */
  readonly sold: ReadonlyMap<string, number>;
  readonly tokens: { readonly owner: string; readonly cashier: string };
  readonly day: string;
}

export interface Folders {
  /** In the middle of a day. */
  readonly open: Folder;
  /** The same after its Z. */
  readonly closed: Folder;
  /** A copy of the first, of which `copied` tickets are the first ones. */
  readonly copy: string;
  readonly copied: number;
  /** What a build of before left; it ends when it is opened. */
  readonly former: string;
}

/** All of them below `root`. */
export async function makeFolders(root: string): Promise<Folders> {
  const copy = join(root, "copy.db");
  await using shop = await Shop.open(["chloe"]);
  const { owner, chloe } = shop;
  const tickets = new Map<string, number>();
  const sell = async () => {
    const { numero, total_ttc } = await sold(chloe, [PAIN, LAMPE], [cash(2_120)]);
    tickets.set(numero, total_ttc);
  };
  const kept = async (name: string): Promise<Folder> => {
    await shop.server.kill();
    copySync(shop.server.dir, join(root, name), LOCKS);
    shop.server = await shop.server.restart();
    return {
      path: join(root, name),
      sold: new Map(tickets),
      tokens: { owner: owner.token!, cashier: chloe.token! },
      day: shop.jour(),
    };
  };
  ok(await openTill(chloe));
  for (let n = 0; n < COPIED; n++) await sell();
  const made = await comptoir("backup", copy, "--data", shop.server.dir);
  if (made.code !== 0) throw new Error(made.err);
  for (let n = 0; n < SOLD_SINCE; n++) await sell();
  const open = await kept("open");
  ok(await closeTill(chloe, 2_120 * tickets.size));
  ok(await close(owner, "jour", shop.jour()));
  return { copy, copied: COPIED, open, closed: await kept("closed"), former: unzipped(join(root, "former")) };
}

function unzipped(folder: string): string {
  Deno.mkdirSync(folder, { mode: 0o700 });
  const zip = Deno.readFileSync(new URL("../../tests/support/former_shop.zip", import.meta.url));
  for (const [name, bytes] of Object.entries(unzipSync(zip))) Deno.writeFileSync(join(folder, name), bytes, { mode: 0o600 });
  return folder;
}
