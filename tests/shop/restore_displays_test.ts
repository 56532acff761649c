/** Customer displays in a backup that is put back. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { DisplayScreen } from "../support/display_screen.ts";
import { backup, signIn } from "../support/restored_books.ts";
import { command, ok, refused, Shop } from "../support/shop.ts";

Deno.test("no customer display and no code for one comes back to life with a backup", async () => {
  await using shop = await Shop.open([]);
  const invite = async () => ok(await command(shop.owner, "/api/caisses/C1/afficheur/inviter")).code as string;
  const pair = async (code: string) => {
    using tablet = shop.server.at("127.0.0.67");
    return await command(tablet, "/api/afficheurs", { code });
  };
  const { cle } = ok(await pair(await invite()));
  const code = await invite();
  {
    await using screen = DisplayScreen.open(shop.server, cle);
    await screen.until(() => true, "the first frame");
  }
  const file = await backup(shop);
  ok(await command(shop.owner, "/api/caisses/C1/afficheur/oublier"));
  await shop.server.stop();
  const { code: exit, err } = await comptoir("restore", file, "--data", shop.server.dir);
  assert.equal(exit, 0, err);
  shop.server = await shop.server.restart();
  await signIn(shop, [shop.owner]);
  assert.equal(await DisplayScreen.open(shop.server, cle).feed.closing(), 4401);
  refused(await pair(code), 403, "enrolment_code_invalid");
  ok(await pair(await invite()));
});
