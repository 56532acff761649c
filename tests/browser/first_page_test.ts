/** The first page in a real browser: the shop opens, two tills join, and a sale at one shows at the other. */
import assert from "node:assert/strict";
import { BROWSER, Desk, findChromium, Forwarder, openBrowser } from "../support/browser.ts";
import { PASSWORD, startServer } from "../support/server.ts";
import { Staff } from "../support/staff.ts";

const chromium = findChromium();
if (chromium === null) console.log("browser tests are ignored: no Chromium here (set CHROMIUM to its path)");

async function openShop(owner: Desk): Promise<void> {
  const { page } = owner;
  await page.getByRole("heading", { name: "Bienvenue" }).waitFor();
  await page.getByLabel("Identifiant").fill("patron");
  await page.getByLabel("Votre nom").fill("Claire Fontaine");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmer le mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Créer le compte" }).click();
  await owner.live();
}

async function addPerson(owner: Desk, username: string, name: string, role: string): Promise<void> {
  const { page } = owner;
  await owner.section("Équipe");
  await page.getByRole("button", { name: "Ajouter une personne" }).click();
  await page.getByLabel("Identifiant").fill(username);
  await page.getByLabel("Nom", { exact: true }).fill(name);
  await page.getByLabel("Rôle").selectOption({ label: role });
  await page.getByLabel("Mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.locator(".team .row", { hasText: name }).waitFor();
}

async function addProduct(owner: Desk, label: string, price: string): Promise<void> {
  const { page } = owner;
  await owner.section("Catalogue");
  await page.getByRole("link", { name: "Ajouter un produit" }).click();
  await page.getByLabel("Libellé").fill(label);
  await page.getByLabel("Prix TTC").fill(price);
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByRole("button", { name: `, Libellé : ${label}` }).waitFor();
}

const sales = (desk: Desk) => desk.page.locator("[data-sale]");

Deno.test("from the first start to a sale that another till sees without a reload", BROWSER, async () => {
  await using server = await startServer();
  await using cableOfLea = await Forwarder.open("127.0.0.2", server.port);
  await using cableOfSofia = await Forwarder.open("127.0.0.3", server.port);
  await using browser = await openBrowser(chromium!);

  const early = await Desk.open(browser, cableOfLea.url);
  await early.page.getByText(`http://localhost:${new URL(cableOfLea.url).port}`).waitFor();

  const owner = await Desk.open(browser, server.url);
  await openShop(owner);
  // Each address that tills join by, as text and for a camera.
  await owner.section("Caisses");
  await owner.page.getByRole("heading", { name: "Relier les postes" }).waitFor();
  const addresses = await owner.page.locator(".address").allInnerTexts();
  for (const address of addresses) await owner.page.getByRole("img", { name: `Code QR de ${address}` }).waitFor();
  await addPerson(owner, "lea", "Léa Dubois", "Caisse");
  await addPerson(owner, "sofia", "Sofia Marchand", "Vendeur");

  const lea = await Desk.open(browser, cableOfLea.url);
  await lea.signIn("lea", PASSWORD);
  const sofia = await Desk.open(browser, cableOfSofia.url, { width: 390, height: 844 });
  await sofia.signIn("sofia", PASSWORD);
  await lea.page.getByRole("button", { name: "C1", exact: true }).click();
  await lea.page.keyboard.press("Enter");
  await lea.page.getByText("Aucun ticket en attente").waitFor();

  // What the owner adds reaches a page that is open already.
  await addProduct(owner, "Pain de campagne", "3,40");
  await sofia.page.getByRole("button", { name: /Pain de campagne/ }).click();
  await lea.page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
  await sofia.page.getByRole("button", { name: /^Ticket/ }).click();
  await sofia.page.getByRole("button", { name: "Un de plus : Pain de campagne" }).click();
  await sofia.page.getByRole("button", { name: "Envoyer en caisse" }).click();
  await sofia.page.getByLabel("Numéro 1", { exact: true }).waitFor();

  const arrived = lea.page.locator("[data-ticket]");
  await arrived.waitFor();
  assert.equal(await arrived.count(), 1);
  assert.match((await arrived.innerText()).replace(/\s+/g, " "), /Sofia Marchand.*6,80 €|6,80 €.*Sofia Marchand/);
  assert.match(await lea.page.locator(".queue [aria-live]").innerText(), /Nouveau ticket n° 1, Sofia Marchand, 6,80/);
  assert.equal(await lea.page.evaluate(() => "neverReloaded" in globalThis), true);
  await owner.section("Tableau de bord");
  await sales(owner).waitFor();
  for (const desk of [early, owner, sofia, lea]) assert.deepEqual(desk.complaints, []);
});

Deno.test("a cashier who is refused on the shop's only PC is told on that very page what its owner does", BROWSER, async () => {
  await using staff = await Staff.open({ chloe: "caisse" });
  await using browser = await openBrowser(chromium!);
  const desk = await Desk.open(browser, staff.server.url);
  desk.expected.add("403 /api/auth");
  await desk.page.getByLabel("Identifiant").fill("chloe");
  await desk.page.getByLabel("Mot de passe").fill(PASSWORD);
  await desk.page.getByRole("button", { name: "Entrer" }).click();
  const told = await desk.page.getByRole("alert").innerText();
  assert.match(told, /n'a que ce PC.*« Une seule machine ».*comptoir --single-machine/);
  assert.deepEqual(desk.complaints, []);
});

Deno.test("the owner's account is refused at a till, in words that say where it works", BROWSER, async () => {
  await using staff = await Staff.open({});
  const { server } = staff;
  await using cable = await Forwarder.open("127.0.0.2", server.port);
  await using browser = await openBrowser(chromium!);
  const till = await Desk.open(browser, cable.url);
  till.expected.add("403 /api/auth");
  await till.page.getByLabel("Identifiant").fill("patron");
  await till.page.getByLabel("Mot de passe").fill(PASSWORD);
  await till.page.getByRole("button", { name: "Entrer" }).click();
  assert.match(await till.page.getByRole("alert").innerText(), /L’administrateur travaille sur le PC serveur/);
  assert.deepEqual([till.noted, till.complaints], [["403 /api/auth"], []]);
  await till.page.getByRole("button", { name: "English" }).click();
  await till.page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await till.page.locator("html").getAttribute("lang"), "en");
  await till.page.reload();
  await till.page.getByRole("heading", { name: "Sign in" }).waitFor();
});
