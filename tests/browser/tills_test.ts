/** Tills and their devices, training, and who is there, in a real browser. */
import assert from "node:assert/strict";
import { BROWSER, Desk, findChromium, Forwarder, openBrowser, type Profiles } from "../support/browser.ts";
import { PASSWORD } from "../support/server.ts";
import { CAFE, card, draft, ok, openTill, PAIN, pay, sent, Shop } from "../support/shop.ts";

const chromium = findChromium();

interface Scene extends AsyncDisposable {
  readonly shop: Shop;
  readonly browser: Profiles;
  /** Somebody's device, signed in. */
  device(username: string, address: string, size?: { width: number; height: number }): Promise<Desk>;
  owner(): Promise<Desk>;
}

async function open(): Promise<Scene> {
  const shop = await Shop.open(["nora", "paul", "chloe", "marc"]);
  const browser = await openBrowser(chromium!);
  const cables: Forwarder[] = [];
  const signIn = async (desk: Desk, username: string) => {
    desk.page.setDefaultTimeout(30_000);
    await desk.signIn(username, PASSWORD);
    return desk;
  };
  return {
    shop,
    browser,
    async device(username, address, size) {
      cables.push(await Forwarder.open(address, shop.server.port));
      return await signIn(await Desk.open(browser, cables.at(-1)!.url, size), username);
    },
    owner: async () => await signIn(await Desk.open(browser, shop.server.url), "patron"),
    async [Symbol.asyncDispose]() {
      await browser.close();
      for (const cable of cables) await cable.close();
      await shop[Symbol.asyncDispose]();
    },
  };
}

async function type(desk: Desk, text: string): Promise<void> {
  for (const character of text) {
    await desk.page.keyboard.press(character);
    await desk.page.waitForTimeout(80);
  }
}

Deno.test(
  "the owner adds a till and binds it to a device by a code; another device is told, and joins with a code of its own",
  BROWSER,
  async () => {
    await using scene = await open();
    const owner = await scene.owner();
    await owner.section("Caisses");
    await owner.page.getByRole("button", { name: "Ajouter une caisse" }).click();
    await owner.page.getByLabel("Nom court").fill("c 3");
    await owner.page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await owner.page.getByText("Une lettre, puis des lettres ou des chiffres").waitFor();
    await owner.page.getByLabel("Nom court").fill("c3");
    await owner.page.getByRole("button", { name: "Ajouter", exact: true }).click();
    const row = owner.page.locator(".tills .row", { hasText: "C3" });
    await row.getByText("s’ouvre sur tout appareil").waitFor();

    const invite = async () => {
      await row.getByRole("button", { name: "Relier un appareil" }).click();
      const code = (await owner.page.locator(".till-code").innerText()).replace(/\s/g, "");
      assert.match(code, /^\d{6}$/);
      return code;
    };
    const chloe = await scene.device("chloe", "127.0.0.4");
    const code = await invite();
    await chloe.page.getByRole("button", { name: "J’ai un code" }).click();
    await type(chloe, code);
    await chloe.page.keyboard.press("Enter");
    await chloe.page.getByText("Cet appareil est maintenant la caisse C3.").waitFor();
    await owner.page.getByText("C’est fait : C3 est reliée").waitFor();
    await owner.page.getByRole("button", { name: "Fermer" }).last().click();
    await chloe.page.keyboard.press("Enter");
    await chloe.page.getByText("Caisse C3 ouverte").waitFor();
    await row.getByText("Ouverte par chloe").waitFor();
    // The till stays this device's when the page begins anew.
    await chloe.page.reload();
    await chloe.page.getByText("Caisse C3 ouverte").waitFor();
    assert.deepEqual(chloe.complaints, []);
    await chloe.page.keyboard.press("F9");
    await chloe.page.getByRole("button", { name: "Fermer la caisse" }).click();
    await chloe.page.locator("dialog").getByRole("button", { name: "Fermer la caisse" }).click();
    await chloe.page.getByRole("button", { name: "Terminer" }).click();
    await chloe.page.getByRole("button", { name: /C3.*Ce poste/ }).waitFor();

    const marc = await scene.device("marc", "127.0.0.5");
    await marc.page.getByRole("button", { name: /C3.*Autre poste/ }).click();
    await marc.page.getByText("C3 ne s’ouvre que sur un autre poste").waitFor();
    await type(marc, "000000");
    await marc.page.keyboard.press("Enter");
    await marc.page.getByText("Ce code n'est pas valable").waitFor();
    const second = await invite();
    await owner.page.getByText("L’appareil relié jusqu’ici ne pourra plus").waitFor();
    await type(marc, second);
    await marc.page.keyboard.press("Enter");
    await marc.page.getByText("Cet appareil est maintenant la caisse C3.").waitFor();
    await owner.page.getByRole("button", { name: "Fermer" }).last().click();

    // The first device still believes that it is the till, and is told otherwise.
    await chloe.page.getByRole("button", { name: /^C3/ }).click();
    await chloe.page.keyboard.press("Enter");
    await chloe.page.getByText("ne s'ouvre que sur son propre poste").waitFor();
    await chloe.page.getByText("C3 ne s’ouvre que sur un autre poste").waitFor();

    await row.getByRole("button", { name: "Libérer" }).click();
    await owner.page.locator("dialog").getByRole("button", { name: "Libérer" }).click();
    await row.getByText("s’ouvre sur tout appareil").waitFor();
    assert.deepEqual(owner.complaints, []);
  },
);

Deno.test(
  "cash that the drawer does not hold is given back with the owner's code, typed where it is asked for",
  BROWSER,
  async () => {
    await using scene = await open();
    const { shop } = scene;
    ok(await openTill(shop.chloe, 100));
    const sale = await draft(shop.chloe, [CAFE]);
    ok(await pay(shop.chloe, sale, [card(500)]));
    const { page, complaints } = await scene.device("chloe", "127.0.0.4");
    await page.locator(".queue").waitFor();
    await page.keyboard.press("F4");
    await page.getByLabel("Numéro du ticket").fill("1");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Un de plus : Café" }).click();
    const means = page.getByRole("group", { name: "Remis au client en" }).getByRole("button");
    assert.deepEqual([await means.first().innerText(), await means.first().getAttribute("aria-pressed")], ["Carte", "true"]);
    await means.filter({ hasText: "Espèces" }).click();
    await page.getByRole("button", { name: "Ne convient pas" }).click();
    assert.equal(await page.getByLabel("Code du propriétaire").count(), 0);
    const submit = page.getByRole("button", { name: /^Rembourser 5,00/ });
    await submit.click();
    await page.getByText("il n'y a pas autant d'espèces dans ce tiroir").waitFor();

    const owner = await scene.owner();
    await owner.section("Caisses");
    await owner.page.getByRole("button", { name: "Donner un accord" }).click();
    const code = (await owner.page.locator(".till-code").innerText()).replace(/\s/g, "");
    assert.match(code, /^\d{6}$/);
    const wrong = code === "000000" ? "000001" : "000000";
    await page.getByLabel("Code du propriétaire").fill(wrong);
    await submit.click();
    await page.getByText("Ce code d'accord n'est pas valable").waitFor();
    await page.getByLabel("Code du propriétaire").fill(code);
    await submit.click();
    await page.getByText("À remettre au client").waitFor();
    const [refunded] = await shop.rows("SELECT total_ttc FROM ventes WHERE type = 'avoir'");
    assert.equal(refunded.total_ttc, -500);
    // Chromium notes each refusal that was answered.
    assert.deepEqual([complaints.filter((line) => !/403/.test(line)), owner.complaints], [[], []]);
  },
);

Deno.test(
  "whoever is in training sees it on every screen, and training tickets are marked for everyone else",
  BROWSER,
  async () => {
    await using scene = await open();
    const { shop } = scene;
    const owner = await scene.owner();
    const nora = await scene.device("nora", "127.0.0.2", { width: 390, height: 844 });
    assert.equal(await nora.page.locator(".mark-band").count(), 0);
    await owner.section("Équipe");
    await owner.page.getByRole("switch", { name: "nora en formation" }).click();
    await nora.page.locator(".mark-training", { hasText: "FORMATION" }).waitFor();
    assert.equal(await owner.page.getByRole("switch", { name: "nora en formation" }).getAttribute("aria-checked"), "true");
    assert.equal(await owner.page.locator(".mark-band").count(), 0);

    const exercise = await sent(shop.people.nora!, [PAIN]);
    ok(await openTill(shop.people.chloe!));
    const chloe = await scene.device("chloe", "127.0.0.4");
    const ticket = chloe.page.locator(`[data-ticket="${exercise.id}"] button`);
    await ticket.getByText("Formation", { exact: true }).waitFor();
    await ticket.getByText("Seule une personne en formation peut le prendre.").waitFor();
    assert.match(
      (await ticket.getAttribute("aria-label"))!,
      /, Seule une personne en formation peut le prendre\., .*\. Formation$/,
    );
    assert.equal(await ticket.isDisabled(), true);
    // And the other way round: who practises takes nobody's real ticket, and is told why.
    const real = await sent(shop.people.paul!, [PAIN]);
    await owner.page.getByRole("switch", { name: "marc en formation" }).click();
    await owner.page.locator("[role=switch][aria-checked=true]").nth(1).waitFor();
    ok(await openTill(shop.people.marc!, 0, "C2"));
    const marc = await scene.device("marc", "127.0.0.6");
    const theirs = marc.page.locator(`[data-ticket="${real.id}"] button`);
    await theirs.getByText(/^Vous êtes en formation\s: vous ne prenez que les tickets de formation\.$/).waitFor();
    assert.equal(await theirs.isDisabled(), true);
    assert.equal(await marc.page.locator(`[data-ticket="${exercise.id}"] button`).isDisabled(), false);
    for (const desk of [owner, nora, chloe, marc]) assert.deepEqual(desk.complaints, []);
  },
);

Deno.test(
  "who is connected shows on every page as they come and go, and a seller sees at whose till a ticket is",
  BROWSER,
  async () => {
    await using scene = await open();
    const { shop } = scene;
    ok(await openTill(shop.people.chloe!));
    const nora = await scene.device("nora", "127.0.0.2");
    await nora.page.getByRole("button", { name: "Personne d’autre n’est connecté" }).waitFor();
    const chloe = await scene.device("chloe", "127.0.0.4");
    await nora.page.getByRole("button", { name: "Autres personnes connectées : 1" }).click();
    const people = nora.page.locator("dialog .row");
    await people.filter({ hasText: "chloe" }).getByText("Caisse C1").waitFor();
    await people.filter({ hasText: "nora (vous)" }).waitFor();
    await nora.page.keyboard.press("Escape");

    const sale = await sent(shop.people.nora!, [CAFE]);
    await chloe.page.locator(`[data-ticket="${sale.id}"] button`).click();
    await nora.page.getByText("En caisse chez chloe").waitFor();
    assert.deepEqual([...nora.complaints, ...chloe.complaints], []);
    await chloe.context.close();
    await nora.page.getByRole("button", { name: "Personne d’autre n’est connecté" }).waitFor();
  },
);
