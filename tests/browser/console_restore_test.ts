/** A copy put back from the owner's console, in a real browser. */
import assert from "node:assert/strict";
import { lastNumbersIn } from "../../client/owner/sections/system/last_numbers.ts";
import { Listeners } from "../../client/network/listeners.ts";
import type { NetworkClient } from "../../client/network/network_client.ts";
import { RestoreWork } from "../../client/owner/sections/system/restore_work.ts";
import { SystemWork } from "../../client/owner/sections/system/system_work.ts";
import { BROWSER } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { answerOf, PASSWORD } from "../support/server.ts";
import { cash, command, ok, openTill, PAIN, Shop, sold } from "../support/shop.ts";
import { TillClient } from "../support/till_client.ts";

Deno.test(
  "the owner is told what putting a copy back means, has a cut one refused, puts a whole one back, signs in and reads the next numbers",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { desk, shop } = console;
    const { page } = desk;
    const { chloe, owner, server: { dir } } = shop;
    ok(await openTill(chloe));
    await sold(chloe, [PAIN], [cash(120)]);
    const { body: copy } = await answerOf(await owner.post("/api/backups", {}));
    await Deno.writeFile(`${dir}/backups/coupee.db`, (await Deno.readFile(`${dir}/backups/${copy.name}`)).slice(0, 40_000));
    for (let n = 2; n <= 3; n++) await sold(chloe, [PAIN], [cash(120)]);
    for (const note of ["409 /api/backups/restore", "401 /api/auth", "lost"]) desk.expected.add(note);
    // Whatever the section looks at by itself, when the server is back and knows no session.
    for (const looked of ["backups", "metrics", "metrics/recent", "head-office", "journal/sealing", "work"]) {
      desk.expected.add(`401 /api/${looked}`);
    }

    await desk.section("Système");
    const rows = page.locator(".backups [data-row]");
    const dialog = page.getByRole("dialog");
    await rows.filter({ hasText: "coupee.db" }).getByRole("button").click();
    await dialog.getByRole("button", { name: "Remettre cette copie" }).click();
    await dialog.getByText(/Rien n'a été restauré : ce fichier (?:est abîmé|n'est pas une base)/).waitFor();
    // By the keyboard alone: out of it, to the whole one, and through its question.
    await page.keyboard.press("Escape");
    await rows.filter({ hasText: copy.name }).getByRole("button").press("Enter");
    await dialog.getByText("2 tickets ont été encaissés depuis.").waitFor();
    const said = await dialog.innerText();
    for (const what of [/est perdu/, /gardée entière/, /deux fois/, /se reconnecte/, /PIN/, /s’arrête un moment/]) {
      assert.match(said, what);
    }
    await dialog.getByText("Un ticket imprimé porte un numéro plus haut").press("Enter");
    await dialog.getByLabel("Derniers numéros imprimés").fill("C1");
    await dialog.getByText("Une caisse et son numéro sont attendus").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Remettre cette copie" }).isDisabled());
    await dialog.getByLabel("Derniers numéros imprimés").fill("c1-000004");
    await dialog.getByRole("button", { name: "Remettre cette copie" }).press("Enter");
    // The server goes and comes back by itself; the page asks who is there.
    await page.getByLabel("Mot de passe").waitFor({ timeout: 60_000 });
    await desk.signIn("patron", PASSWORD);
    await desk.section("Système");
    const note = page.locator(".restored");
    await note.getByText("C1-000005").waitFor();
    assert.match(await note.innerText(), /Une copie a été remise.*la copie s’arrête à C1-000001/s);
    await rows.filter({ hasText: "avant une remise" }).waitFor();
    await owner.signIn("patron", PASSWORD);
    assert.equal((await shop.rows("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'"))[0].n, 1);
    assert.deepEqual(desk.complaints, []);
  },
);

Deno.test("practice is not among the tickets that a copy would lose, and an earlier restore does not end the wait for the next", async () => {
  await using shop = await Shop.open(["chloe", "marc"]);
  // After the owner and chloe.
  ok(await command(shop.owner, "/api/equipe/3/formation", { formation: true }));
  for (const [cashier, till] of [[shop.chloe, "C2"], [shop.marc, "C1"]] as const) {
    ok(await openTill(cashier, 0, till));
    await sold(cashier, [PAIN], [cash(120)]);
  }
  assert.equal((await shop.rows("SELECT id FROM ventes WHERE etat = 'payee'")).length, 2);
  await using owner = new TillClient(shop.server.url, "127.0.0.1");
  await owner.join("patron", PASSWORD);
  const work = new RestoreWork(owner.client);
  assert.equal(await work.soldSince("2000-01-01T00:00:00.000Z"), 1);

  // Of the wait alone: nothing is put back here.
  const states = new Listeners<{ phase: string }>();
  const asked = new RestoreWork(
    {
      longRequest: () => Promise.resolve({}),
      state: { phase: "ready" },
      onState: (listener: (state: { phase: string }) => void) => states.add(listener),
    } as unknown as typeof owner.client,
  );
  const restored = (at: string) => ({ at, file: "", failed: null, kept: null, next: [], sure: true });
  asked.told(restored("2026-11-29T08:00:00Z"));
  await asked.restore("copy.db", {});
  asked.told(restored("2026-11-29T08:00:00Z"));
  assert.equal(asked.under.value, true);
  asked.told(restored("2026-11-29T09:00:00Z"));
  assert.equal(asked.under.value, false);

  // One that the server gave up: it is there again, and has nothing to tell.
  await asked.restore("copy.db", {});
  states.emit({ phase: "ready" });
  asked.told(null);
  assert.equal(asked.under.value, true);
  for (const phase of ["reconnecting", "connecting", "ready"]) states.emit({ phase });
  assert.equal(asked.under.value, false);
});

Deno.test("a fingerprint that is replaced is shown with the next look; one that cannot be asked for stays", async () => {
  let fingerprint: string | null = "AA:BB";
  const looks: (() => unknown)[] = [];
  const work = new SystemWork(
    {
      request: (_method: string, path: string) =>
        path === "/api/network" && fingerprint === null
          ? Promise.reject(new Error("away"))
          : Promise.resolve({ restored: null, https: { fingerprint } }),
      query: () => Promise.resolve({ rows: [{ cle_id: "key" }] }),
      platform: { after: (_ms: number, look: () => unknown) => (looks.push(look), () => {}) },
    } as unknown as NetworkClient,
  );
  work.start();
  await eventually(() => looks.length === 1, "the first look");
  assert.deepEqual(work.keys.value, { fiscal: "key", authority: "AA:BB" });
  for (const [next, shown] of [["CC:DD", "CC:DD"], [null, "CC:DD"]] as const) {
    fingerprint = next;
    await looks.at(-1)!();
    assert.deepEqual(work.keys.value, { fiscal: "key", authority: shown });
  }
  work.stop();
});

Deno.test("last printed numbers are read as receipts print them", () => {
  assert.deepEqual(lastNumbersIn(" c1-000123, F-C2=7;C3-1 "), { C1: 123, "F-C2": 7, C3: 1 });
  assert.deepEqual(lastNumbersIn(""), {});
  for (const text of ["C1", "C1-0", "123", "C1-1 C1-2", "C1-1234567890", "-5", "C1--5"]) {
    assert.equal(lastNumbersIn(text), null, text);
  }
});
