/** People who take turns at one till: a name is touched and a code typed, and what is in hand stays each one's. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { problem } from "../../shared/errors.ts";
import { BROWSER, Desk, routed } from "../support/browser.ts";
import { CashDesks } from "../support/cash_desks.ts";
import { enter } from "../support/pace.ts";
import { PASSWORD } from "../support/server.ts";
import { command, ok } from "../support/shop.ts";

routed();

const KEY = "k".repeat(43);
const PINS = { nora: "739154", chloe: "284617" } as const;

/** Chloé is at the till C1, which is bound to her browser; the owner lets it take PINs, and gives hers and Nora's. */
async function counter(scene: CashDesks): Promise<Page> {
  const { owner, chloe } = scene.shop;
  const { code } = ok(await command(owner, "/api/caisses/C1/inviter"));
  ok(await command(chloe, "/api/caisses/enroler", { code, cle: KEY }));
  ok(await command(chloe, "/api/caisses/C1/ouvrir", { fond: 0, cle: KEY }));
  ok(await owner.query("update", "UPDATE caisses SET codes_pin = 1 WHERE nom = 'C1'"));
  ok(await owner.query("update", "UPDATE boutique SET verrou_ticket = 1"));
  const { users } = await (await owner.get("/api/users")).json();
  for (const { id, username } of users as readonly { id: number; username: keyof typeof PINS }[]) {
    if (username in PINS) assert.equal((await owner.send("PUT", `/api/users/${id}/pin`, { pin: PINS[username] })).status, 204);
  }
  const { page } = await scene.desk("chloe", "127.0.0.4");
  await page.evaluate((stored) => localStorage.setItem("comptoir.device", stored), JSON.stringify({ key: KEY, tills: ["C1"] }));
  const opened = page.waitForResponse("**/api/auth/pin/device");
  await page.reload();
  assert.equal((await opened).status(), 204);
  await page.getByText("Caisse C1 ouverte").waitFor();
  return page;
}

const whoIsThere = (page: Page) => page.getByRole("heading", { name: "Qui est là ?" }).waitFor();

Deno.test(
  "people take turns at a till by a touch and a code, each to the ticket that they left; a ticket done asks who is next",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await counter(scene);
    await page.keyboard.press("F2");
    await page.getByRole("button", { name: "Ajouter Pain" }).click();
    await page.locator(".direct-line", { hasText: "Pain" }).waitFor();
    await page.getByRole("button", { name: "Verrouiller" }).click();
    await whoIsThere(page);
    await page.getByRole("button", { name: "chloe" }).waitFor();
    assert.equal(await page.locator(".pin-person").count(), 2, "Marc has no PIN");

    // By touch, once wrong.
    await page.getByRole("button", { name: "nora" }).click();
    const code = async (digits: string) => {
      for (const digit of digits) await page.getByRole("button", { name: digit, exact: true }).click();
      await page.getByRole("button", { name: "Entrer" }).click();
    };
    await code("918273");
    await page.getByText("Ce n’est pas ce code.").waitFor();
    await code(PINS.nora);
    await page.getByRole("heading", { level: 1, name: "Vente" }).waitFor();
    assert.equal(await page.locator(".ticket-line").count(), 0, "Chloé's line is hers");
    await page.getByRole("button", { name: "Ajouter Pain" }).click();
    await page.getByRole("button", { name: "Envoyer en caisse" }).click();
    await whoIsThere(page);
    await page.getByText(/Ticket envoyé en caisse\s: n°\s1/).waitFor();

    // By keys.
    await page.locator(".pin-person:focus").waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Bonjour chloe" }).waitFor();
    await page.keyboard.type(PINS.chloe, { delay: 60 });
    await page.keyboard.press("Enter");
    await page.getByText("Caisse C1 ouverte").waitFor();
    await page.keyboard.press("F2");
    await page.locator(".direct-line", { hasText: "Pain" }).waitFor();
    await enter(page);
    await page.locator(".payment").waitFor();
    await enter(page);
    await page.getByRole("button", { name: "Ticket suivant" }).waitFor();
    await enter(page);
    await whoIsThere(page);
    const { sessions } = await (await scene.shop.owner.get("/api/sessions")).json();
    assert.equal(sessions.filter(({ by_pin }: { by_pin: boolean }) => by_pin).length, 0, "a lock ends the session");

    // Nora, who came by PIN, gives herself another: her password is wanted for it.
    const pinOf = (digits: string) => page.keyboard.type(digits, { delay: 60 });
    await page.getByRole("button", { name: "nora" }).click();
    await pinOf(PINS.nora);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Vente" }).waitFor();
    await page.locator(".presence").click();
    await page.getByRole("button", { name: "Mon code PIN" }).click();
    await page.getByLabel("Mon mot de passe").fill("pas le sien du tout");
    await page.getByLabel("Nouveau code PIN").fill("1234");
    await page.getByLabel("Le même encore une fois").fill("1243");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Trop facile à deviner").waitFor();
    await page.getByText("Les deux codes ne sont pas identiques.").waitFor();
    for (const label of ["Nouveau code PIN", "Le même encore une fois"]) await page.getByLabel(label).fill("604937");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Ce n’est pas votre mot de passe.").waitFor();
    await page.getByLabel("Mon mot de passe").fill(PASSWORD);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Votre code PIN est enregistré.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Verrouiller" }).click();
    await page.getByRole("button", { name: "nora" }).click();
    await pinOf(PINS.nora);
    await page.keyboard.press("Enter");
    await page.getByText("Ce n’est pas ce code.").waitFor();
    await pinOf("604937");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Vente" }).waitFor();
  },
);

Deno.test(
  "who tries too often is told how long to wait, then that the password is wanted, which still lets in",
  BROWSER,
  async () => {
    await using scene = await CashDesks.open();
    const page = await counter(scene);
    await page.getByRole("button", { name: "Verrouiller" }).click();
    await page.getByRole("button", { name: "chloe" }).click();
    const tried = async (digits: string) => {
      const answer = page.waitForResponse("**/api/auth/pin");
      await page.keyboard.type(digits, { delay: 60 });
      await page.keyboard.press("Enter");
      return await answer;
    };
    await page.route("**/api/auth/pin", (route) => {
      const { status, ...body } = problem("rate_limited", { retry_after: 12 }, "fr");
      const headers = { "retry-after": "12" };
      return route.fulfill({ status, headers, contentType: "application/problem+json", json: { status, ...body } });
    });
    await tried(PINS.chloe);
    await page.getByText(/Réessayez dans 1\d s/).first().waitFor();
    await page.unroute("**/api/auth/pin");
    for (let at = 0; at < 5; at++) assert.equal((await tried("918273")).status(), 401);
    assert.equal((await tried(PINS.chloe)).status(), 403);
    await page.getByText("Trop d'essais manqués : identifiez-vous par mot de passe.").waitFor();
    const owner = await Desk.open(scene.browser, scene.shop.server.url);
    owner.page.setDefaultTimeout(30_000);
    await owner.signIn("patron", PASSWORD);
    await owner.section("Équipe");
    const locked = owner.page.locator(".person", { hasText: "PIN bloqué" });
    await locked.getByRole("link", { name: "chloe" }).click();
    await owner.page.getByText(/Trop d’essais manqués/).waitFor();
    assert.equal(await locked.count(), 1, "Nora's is not");
    await page.getByRole("button", { name: "Par mot de passe" }).click();
    await page.getByLabel("Identifiant").fill("chloe");
    await page.getByLabel("Mot de passe").fill(PASSWORD);
    await page.getByRole("button", { name: "Entrer" }).click();
    await page.getByText("Caisse C1 ouverte").waitFor();
    await owner.page.reload();
    await owner.page.locator(".person", { hasText: "chloe" }).waitFor();
    assert.equal(await locked.count(), 0, "the password unlocks it");
  },
);
