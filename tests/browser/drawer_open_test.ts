/** A drawer that was left open, in a real browser: switched on by the owner with the drawer shut, told before the next sale, and until it is shut. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { enter, settled } from "../support/pace.ts";
import { TestPrinter } from "../support/printer.ts";
import { LAMPE, ok, openTill, sent } from "../support/shop.ts";
import type { Person } from "../support/server.ts";

async function furnish(owner: Person, printer: TestPrinter): Promise<void> {
  ok(await owner.query("insert", "INSERT INTO imprimantes (nom, adresse, tiroir) VALUES ('Comptoir', ?, 1)", [printer.address]));
  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = 1 WHERE nom = 'C1'"));
}

Deno.test("the owner switches it on with the drawer shut, and is told when the printer cannot tell", BROWSER, async () => {
  await using console = await openConsole([]);
  await using printer = await TestPrinter.open();
  const { desk, desk: { page, complaints }, shop } = console;
  const stored = async () => (await shop.rows("SELECT tiroir_ferme FROM caisses WHERE nom = 'C1'"))[0]!.tiroir_ferme;
  await desk.section("Caisses");
  await page.getByRole("link", { name: "C1", exact: true }).click();
  const toggle = (checked: boolean) =>
    page.getByRole("switch", { name: "Dire à la caisse C1 que le tiroir est resté ouvert", checked });
  desk.expected.add("404 /api/caisses/C1/tiroir");
  await toggle(false).click();
  await page.getByText("ne dit pas si un tiroir est ouvert").waitFor();
  await furnish(shop.owner, printer);
  printer.faults.mute = true;
  await toggle(false).click();
  await page.getByText("L’imprimante n’a pas répondu.").waitFor();
  printer.faults.mute = false;
  printer.drawer = 1;
  await toggle(false).click();
  await toggle(true).waitFor();
  assert.equal(await stored(), 1);
  await looked(page, "drawer-owner");
  await toggle(true).click();
  await toggle(false).waitFor();
  assert.equal(await stored(), null);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "a drawer that is left open after a payment is told on the next screen until it is shut; shut, or not set, nothing is said",
  BROWSER,
  async () => {
    await using desks = await CashDesks.open();
    await using printer = await TestPrinter.open();
    const { shop } = desks;
    await furnish(shop.owner, printer);
    ok(await openTill(shop.chloe));
    const { page, complaints } = await desks.desk("chloe", "127.0.0.4");
    const pays = async () => {
      await sent(shop.nora, [LAMPE]);
      await page.locator(".queued").click();
      await page.getByLabel("Montant saisi").waitFor();
      await enter(page);
      await page.locator(".paid-screen").waitFor();
      await settled(page);
      await page.keyboard.press("Enter");
      await page.locator(".queue").waitFor();
    };
    const looks = () => printer.arrived.filter(({ document }) => document.length === 0).length;
    /** Until it is known how the drawer is, and the page has had its time to tell. */
    const paysAndIsAnswered = async () => {
      await Promise.all([page.waitForResponse(/\/tiroir$/), pays()]);
      await settled(page);
    };
    const told = page.getByText("Le tiroir est resté ouvert : fermez-le.".replace(" :", "\u00a0:"));
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const asksOfDrawer = () => asked.filter((path) => path.endsWith("/tiroir")).length;
    printer.drawer = 1;
    await pays();
    await settled(page);
    assert.deepEqual([asksOfDrawer(), looks(), await told.count()], [0, 0, 0], "a till of which it is not wanted asks nobody");
    await Promise.all([
      page.waitForResponse(/\/api\/caisses$/),
      shop.owner.query("update", "UPDATE caisses SET tiroir_ferme = 0").then(ok),
    ]);
    const before = looks();
    await pays();
    await told.waitFor();
    assert.ok(looks() > before && asksOfDrawer() > 0);
    await looked(page, "drawer-told");
    printer.drawer = 0;
    await told.waitFor({ state: "detached" });
    const seen = looks();
    await paysAndIsAnswered();
    assert.ok(looks() > seen);
    assert.equal(await told.count(), 0);
    printer.drawer = 1;
    await pays();
    await page.getByRole("alert").getByRole("button", { name: "Compris" }).click();
    await told.waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  },
);
