/** The seller's screens in a real browser: by touch, by keyboard alone, by scanner, by mouse. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { HAND } from "../support/pace.ts";
import { scan } from "../support/scanner.ts";
import { eventually } from "../support/till_client.ts";
import { Counter } from "../support/vendeur.ts";
import { card, line, search, tile, total } from "../support/vendeur_page.ts";

const PHONE = { width: 390, height: 844 };

Deno.test("by touch: products, a quantity, a customer and a note go to the till under a number", BROWSER, async () => {
  await using counter = await Counter.open(PHONE);
  const { page, complaints } = counter.desk;
  await tile(page, "Pain de campagne").click();
  await tile(page, "Pain de campagne").click();
  await page.getByRole("button", { name: "Fruits", exact: true }).click();
  assert.equal(await page.locator(".tile").count(), 1);
  await page.getByRole("button", { name: /Quantité du prochain article/ }).click();
  for (const key of ["0", "Virgule", "3", "5"]) await page.getByRole("button", { name: key, exact: true }).click();
  await page.getByRole("button", { name: "Valider" }).click();
  await tile(page, "Pommes Gala").click();

  await page.getByRole("button", { name: /^Ticket/ }).click();
  // What changes a line is on the one in hand.
  assert.equal(await page.locator(".stepper").count(), 1);
  await line(page, "Pain").locator(".line-row").click();
  await page.getByRole("button", { name: "Un de plus : Pain de campagne" }).click();
  assert.equal(await total(page), "11,18 €");
  await page.getByRole("button", { name: "Ajouter un client" }).click();
  await page.getByRole("button", { name: "Nouveau client" }).click();
  await page.getByLabel("Nom", { exact: true }).fill("Inès Moreau");
  await page.getByRole("button", { name: "Ajouter et choisir" }).click();
  await page.getByRole("button", { name: /Client : Inès Moreau/ }).waitFor();
  await page.getByPlaceholder(/Note/).fill("sac en papier");
  await page.getByRole("button", { name: "Envoyer en caisse" }).click();

  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  const [sale] = await counter.sales();
  assert.deepEqual(
    [sale!.etat, sale!.rappel, sale!.total_ttc, sale!.note, sale!.client, sale!.lignes],
    ["en_attente", 1, 1118, "sac en papier", "Inès Moreau", "Pain de campagne × 3000, Pommes Gala (kg) × 350"],
  );
  assert.equal(await page.locator(".ticket-line").count(), 0);

  // The cashier takes it, gives it back, cancels it: the seller sees each without doing anything.
  await card(page, "n° 1").waitFor();
  await counter.command(sale!.id, "prendre");
  await page.getByRole("button", { name: /n° 1, .*En caisse chez lea/ }).waitFor();
  await counter.command(sale!.id, "rendre", { motif: "prix à vérifier" });
  await page.getByText("Rendu : prix à vérifier").waitFor();
  await counter.command(sale!.id, "annuler", { motif: "client parti" });
  await page.getByText("Aucun ticket en attente").waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test("by keyboard alone: search, quantities, lines, customer, note, sending, taking back", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  const { keyboard } = page;
  // Letters search from anywhere, blind to accents; Enter adds, with the quantity typed before.
  await keyboard.type("3*");
  await page.locator(".count-armed").waitFor();
  await keyboard.type("creme");
  await page.locator(".tile-first", { hasText: "Crème brûlée" }).waitFor();
  await keyboard.press("Enter");
  await line(page, "Crème brûlée").waitFor();
  // The words are selected: the next ones take their place.
  await keyboard.type("alep savon", HAND);
  await keyboard.press("Enter");
  await line(page, "Savon").waitFor();
  assert.equal(await total(page), "18,95 €");
  await keyboard.press("Escape");
  await keyboard.press("Escape");
  await keyboard.press("+");
  await keyboard.press("ArrowUp");
  await keyboard.press("2");
  await keyboard.press("Enter");
  await keyboard.press("Escape");
  await eventually("both quantities", async () => await total(page) === "21,30 €" ? true : null);
  await keyboard.press("Delete");
  await eventually("one line", async () => await total(page) === "13,00 €" ? true : null);

  await keyboard.press("?");
  await page.getByRole("dialog", { name: "Touches" }).waitFor();
  await keyboard.press("Escape");
  await keyboard.press("F4");
  await page.getByRole("dialog", { name: "Client" }).waitFor();
  await keyboard.press("Escape");
  await keyboard.press("F8");
  await keyboard.type("fragile 2*", HAND);
  await keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.deepEqual((await counter.sales()).map(({ etat, note, lignes }) => [etat, note, lignes]), [
    ["en_attente", "fragile 2*", "Savon d'Alep × 2000"],
  ]);

  // Taking it back, changing it, sending it again under the same number.
  await page.locator(".waiting-card").waitFor();
  await keyboard.press("F10");
  await keyboard.press("Enter");
  await page.getByRole("dialog", { name: /n° 1/ }).waitFor();
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: "Ticket n° 1" }).waitFor();
  assert.equal((await counter.sales())[0]!.etat, "brouillon");
  await keyboard.press("F2");
  await keyboard.type("eclair", HAND);
  await keyboard.press("Enter");
  await keyboard.press("F9");
  await page.getByLabel("Numéro 1", { exact: true }).waitFor();
  assert.deepEqual((await counter.sales()).map(({ etat, rappel, lignes, total_ttc }) => [etat, rappel, lignes, total_ttc]), [
    ["en_attente", 1, "Savon d'Alep × 2000, Éclair au café × 1000", 1590],
  ]);
  assert.deepEqual(complaints, []);
});

Deno.test(
  "by scanner: wherever the focus is, in any layout, each code is a line or a row that says why not",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    await page.keyboard.type("3*");
    await page.locator(".count-armed").waitFor();
    await scan(page, "2000000000015", "us on azerty");
    await line(page, "Pain de campagne").waitFor();
    assert.equal(await total(page), "10,20 €");

    // In the middle of a search: what was typed stays, and nothing of the code lands there.
    await search(page).fill("pom");
    await scan(page, "2000000000022", "us on azerty");
    await line(page, "Éclair").waitFor();
    assert.equal(await search(page).inputValue(), "pom");
    await page.getByPlaceholder(/Note/).fill("avec ruban");
    await scan(page, "2000000000046");
    await line(page, "Crème").waitFor();
    assert.equal(await page.getByPlaceholder(/Note/).inputValue(), "avec ruban");
    // With a dialog open as well.
    await page.getByRole("button", { name: "Ajouter un client" }).click();
    await page.locator('[placeholder="Nom, téléphone ou e-mail"]:focus').waitFor();
    await scan(page, "2000000000046", "us on azerty");
    await eventually(
      "two of them",
      async () => /2/.test(await line(page, "Crème").locator(".line-count").innerText()) ? true : null,
    );
    assert.equal(await page.getByPlaceholder("Nom, téléphone ou e-mail").inputValue(), "");
    await page.keyboard.press("Escape");

    await scan(page, "3017620422003");
    await page.locator(".scan-problem", { hasText: "Code inconnu" }).filter({ hasText: "3017620422003" }).waitFor();
    await scan(page, "2000000000014", "us on azerty");
    await page.locator(".scan-problem", { hasText: "Code mal lu" }).waitFor();
    // Without the search the tile is there: only then does its going tell that the page knows.
    await search(page).fill("");
    await tile(page, "Savon").waitFor();
    await counter.owner.query("update", "UPDATE produits SET actif = 0 WHERE id = 5");
    await tile(page, "Savon").waitFor({ state: "detached" });
    await scan(page, "2000000000053");
    await page.locator(".scan-problem", { hasText: "N’est plus en vente" }).filter({ hasText: "Savon d'Alep" }).waitFor();
    assert.equal(await page.locator(".ticket-line").count(), 3);

    // Faster than a hand: in order, none lost.
    for (const code of ["2000000000015", "2000000000039", "2000000000022", "2000000000039"]) {
      await scan(page, code, "us on azerty");
    }
    await eventually(
      "the last scan",
      async () => /2/.test(await line(page, "Pommes").locator(".line-count").innerText()) ? true : null,
    );
    assert.deepEqual(await page.locator(".line-label").allInnerTexts(), [
      "Pain de campagne",
      "Éclair au café",
      "Crème brûlée",
      "Pommes Gala (kg)",
    ]);
    // A person's digits in a field stay there.
    await search(page).fill("");
    await search(page).pressSequentially("350 g", HAND);
    assert.equal(await search(page).inputValue(), "350 g");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "by mouse: Enter does not repeat what was clicked, and a click into the search takes its old words",
  BROWSER,
  async () => {
    await using counter = await Counter.open();
    const { page, complaints } = counter.desk;
    await tile(page, "Pain").click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Space");
    await line(page, "Pain").waitFor();
    assert.equal(await total(page), "3,40 €");
    await search(page).pressSequentially("savon", HAND);
    await tile(page, "Savon").click();
    await search(page).click();
    await page.keyboard.type("creme", HAND);
    assert.equal(await search(page).inputValue(), "creme");
    // A second click sets the cursor, as in any field.
    await search(page).click({ position: { x: 60, y: 10 } });
    await page.keyboard.press("End");
    await page.keyboard.type(" b", HAND);
    assert.equal(await search(page).inputValue(), "creme b");
    assert.deepEqual(complaints, []);
  },
);

Deno.test("a ticket put aside waits on the server, comes back to hand, and can be cancelled with a reason", BROWSER, async () => {
  await using counter = await Counter.open();
  const { page, complaints } = counter.desk;
  await tile(page, "Pain").click();
  await page.getByRole("button", { name: "Mettre de côté" }).click();
  await card(page, "De côté").waitFor();
  await tile(page, "Savon").click();
  await card(page, "De côté").click();
  await page.getByText("Le ticket en cours sera mis de côté").waitFor();
  await page.getByRole("button", { name: "Reprendre" }).click();
  await line(page, "Pain").waitFor();
  await card(page, "6,50").waitFor();
  assert.deepEqual((await counter.sales()).map(({ etat, lignes }) => [etat, lignes]), [
    ["brouillon", "Pain de campagne × 1000"],
    ["brouillon", "Savon d'Alep × 1000"],
  ]);
  await page.getByRole("button", { name: "Annuler ce ticket" }).click();
  await page.getByRole("button", { name: "Double saisie" }).click();
  await page.getByRole("button", { name: "Annuler le ticket", exact: true }).click();
  await line(page, "Pain").waitFor({ state: "detached" });
  assert.deepEqual((await counter.sales()).map(({ etat }) => etat), ["annulee", "brouillon"]);

  // A ticket that was never sent is emptied without a question, and had back.
  await tile(page, "Crème").click();
  await page.getByRole("button", { name: "Vider" }).click();
  await page.getByRole("button", { name: "Rétablir" }).click();
  await line(page, "Crème").waitFor();
  assert.deepEqual(complaints, []);
});
