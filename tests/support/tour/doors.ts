/** What people see before they work: the first run, the search for the server, the sign-in. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { problem } from "../../../shared/errors.ts";
import type { DemoShop } from "../demo_shop.ts";
import { HAND } from "../pace.ts";
import { PASSWORD } from "../server.ts";
import { command, ok } from "../shop.ts";
import { tourFirstSteps } from "./first_steps.ts";
import { holdBack, type Show } from "./stop.ts";

/** On a shop without an owner; leaves it with one. */
export async function tourDoors(shop: DemoShop, show: Show): Promise<void> {
  await firstRun(shop, show);
  await shop.openShop(await signedInOwner(shop));
  await searching(shop, show);
  await signingIn(shop, show);
  await takingTurns(shop, show);
}

async function firstRun(shop: DemoShop, show: Show): Promise<void> {
  const till = await shop.device("vendeur1");
  await till.page.getByRole("heading", { name: "Le magasin n’est pas encore ouvert" }).waitFor();
  await show("setup-elsewhere", till.page);
  await till.context.close();

  const owner = await shop.blank();
  const { page } = owner;
  await page.goto(shop.server.url);
  await page.getByRole("heading", { name: "Bienvenue" }).waitFor();
  await show("setup", page);
  await page.getByLabel("Mot de passe", { exact: true }).fill("court");
  await page.getByLabel("Confirmer le mot de passe").fill("autre");
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await show("setup-errors", page);
  await page.getByLabel("Identifiant").fill("patron");
  await page.getByLabel("Votre nom").fill("Claire Fontaine");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmer le mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await owner.live();
  await tourFirstSteps(page, show);
  await owner.context.close();
}

async function signedInOwner(shop: DemoShop) {
  const owner = shop.server.at("127.0.0.1");
  await owner.signIn("patron", PASSWORD);
  return owner;
}

async function searching(shop: DemoShop, show: Show): Promise<void> {
  const { page, context } = await shop.blank();
  const held = await holdBack(page, "**/api/health");
  const address = await shop.address("vendeur1");
  await page.goto(address);
  await page.getByRole("heading", { name: "Recherche du serveur" }).waitFor();
  await show("starting", page);
  await held.release();
  await page.route("**/api/health", (route) => route.abort());
  await page.goto(address);
  await page.getByRole("heading", { name: "Le serveur ne répond pas" }).waitFor();
  await show("starting-failed", page);
  await context.close();
}

async function signingIn(shop: DemoShop, show: Show): Promise<void> {
  const desk = await shop.device("vendeur1");
  const { page } = desk;
  const enter = async (username: string, password: string) => {
    await page.getByLabel("Identifiant").fill(username);
    await page.getByLabel("Mot de passe").fill(password);
    await page.getByRole("button", { name: "Entrer" }).click();
  };
  await page.getByRole("heading", { name: "Identifiez-vous" }).waitFor();
  await show("sign-in", page);
  await page.getByRole("button", { name: "Entrer" }).click();
  await page.getByText("À remplir.").first().waitFor();
  await show("sign-in-missing", page);
  await enter("vendeur1", "pas le bon mot");
  await page.getByRole("alert").waitFor();
  await show("sign-in-wrong-password", page);
  await enter("patron", PASSWORD);
  await page.getByRole("alert").filter({ hasText: "L’administrateur travaille sur le PC serveur" }).waitFor();
  await show("sign-in-owner-at-till", page);

  // The server's own sentence for too many attempts, without making them.
  await page.route("**/api/auth", (route) => {
    const { status, ...body } = problem("too_many_attempts", {}, "fr");
    return route.fulfill({
      status,
      headers: { "retry-after": "45" },
      contentType: "application/problem+json",
      json: { status, ...body },
    });
  });
  await enter("vendeur1", "pas le bon mot");
  await page.getByRole("alert").filter({ hasText: "45 s" }).waitFor();
  await show("sign-in-too-many", page);
  await page.unroute("**/api/auth");

  const asked = await holdBack(page, "**/api/auth");
  await enter("vendeur1", shop.passwords.vendeur1);
  await page.getByRole("button", { name: "Identification…" }).waitFor();
  await show("sign-in-busy", page);
  const script = await holdBack(page, /\/assets\/vendeur-\w+\.js/);
  await asked.release();
  await page.locator(".role-loading").waitFor();
  await show("role-loading", page);
  await script.release();
  await desk.live();

  await page.route(/\/assets\/vendeur-\w+\.js/, (route) => route.abort());
  await page.reload();
  await page.getByText("Le serveur ne répond pas").waitFor();
  await show("role-failed", page);
  await desk.context.close();
}

/** On a till that takes PINs: whoever is there says so, and types a code. */
async function takingTurns(shop: DemoShop, show: Show): Promise<void> {
  const { owner } = shop;
  const { code } = ok(await command(owner, "/api/caisses/C1/inviter"));
  const cle = "k".repeat(43);
  const caisse = await shop.person("caisse1");
  ok(await command(caisse, "/api/caisses/enroler", { code, cle }));
  ok(await owner.query("update", "UPDATE caisses SET codes_pin = 1 WHERE nom = 'C1'"));
  const { users } = await (await owner.get("/api/users")).json();
  for (const { id, role } of users) {
    if (role !== "administrateur") await owner.send("PUT", `/api/users/${id}/pin`, { pin: "739154" });
  }
  assert.equal((await caisse.post("/api/auth/pin/device", { caisse: "C1", cle })).status, 204);

  const desk = await shop.device("caisse1");
  const { page } = desk;
  await page.evaluate((stored) => localStorage.setItem("comptoir.device", stored), JSON.stringify({ key: cle, tills: ["C1"] }));
  const asked = await holdBack(page, "**/api/auth/pin/people");
  await page.reload();
  await page.locator(".loading").waitFor();
  await show("pin-asking", page);
  await asked.release();
  await page.locator(".pin-person").first().waitFor();
  await show("pin-people", page);
  await page.locator(".pin-person", { hasText: "Nadia" }).click();
  await page.keyboard.type("73915", HAND);
  await show("pin-code", page);
  await page.getByRole("button", { name: "Entrer" }).click();
  await page.getByRole("alert").waitFor();
  await show("pin-wrong", page);
  await page.keyboard.type("739154", HAND);
  await page.keyboard.press("Enter");
  await desk.live();
  await page.getByRole("button", { name: "Verrouiller" }).waitFor();
  await show("pin-signed-in", page);
  await page.locator(".presence").click();
  await page.getByRole("button", { name: "Mon code PIN" }).click();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Il faut 4 à 8 chiffres.").waitFor();
  await show("pin-own", page);
  await page.keyboard.press("Escape");
  await lockedAfterTicket(shop, page, show);
  await desk.context.close();
}

/** The owner has the till ask who is there after each ticket: a seller sends one. */
async function lockedAfterTicket({ owner }: DemoShop, page: Page, show: Show): Promise<void> {
  ok(await owner.query("update", "UPDATE boutique SET verrou_ticket = 1"));
  await page.getByRole("button", { name: "Verrouiller" }).click();
  await page.locator(".pin-person", { hasText: "Lucie" }).click();
  await page.keyboard.type("739154", HAND);
  await page.keyboard.press("Enter");
  await page.getByPlaceholder("Chercher un produit").fill("baguette trad");
  await page.locator(".tile").first().click();
  await page.getByRole("button", { name: "Envoyer en caisse" }).click();
  await page.getByText(/Ticket envoyé en caisse/).waitFor();
  await page.locator(".pin-person").first().waitFor();
  await show("pin-after-ticket", page);
  await page.locator(".pin-person", { hasText: "Camille" }).click();
  await page.keyboard.type("91827", HAND);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await show("pin-after-ticket-wrong", page);
}
