/** The shop's settings in the owner's console: what is stored is what the page shows, and receipts carry it. */
import assert from "node:assert/strict";
import { eventually } from "../support/feed.ts";
import { openConsole } from "../support/owner_console.ts";
import { BROWSER } from "../support/browser.ts";
import { ok } from "../support/shop.ts";

Deno.test(
  "the owner names the shop: refused numbers are told, receipts show it as it is typed, and who changed what is told",
  BROWSER,
  async () => {
    await using console = await openConsole();
    const { desk: { page, complaints }, desk, shop } = console;
    await desk.section("Boutique");
    const receipt = page.locator(".sample-receipt .receipt");
    await page.getByLabel("Nom de la boutique").fill("Chez Nora & fils");
    await receipt.getByRole("heading", { name: "Chez Nora & fils" }).waitFor();
    await page.getByLabel("Adresse").fill("1 rue du Port\n35000 Rennes");
    await page.getByLabel("SIRET").fill("552 100 554 00014");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Ce SIRET n’existe pas").waitFor();
    const stored = async () =>
      (await shop.rows("SELECT nom, adresse, siret, rendu_confirme, verrou_ticket, verrou_minutes FROM boutique"))[0];
    assert.deepEqual(await stored(), {
      nom: "",
      adresse: "",
      siret: "",
      rendu_confirme: 20_000,
      verrou_ticket: 0,
      verrou_minutes: 0,
    });
    await page.getByLabel("SIRET").fill("552 100 554 00013");
    await page.getByLabel("Redemander à partir").fill("12,50");
    await page.getByLabel("Après chaque ticket").selectOption({ label: "Verrouiller" });
    await page.getByLabel("Sans rien toucher").selectOption({ label: "Verrouiller après 5 min" });
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Enregistré.").waitFor();
    const after = {
      nom: "Chez Nora & fils",
      adresse: "1 rue du Port\n35000 Rennes",
      siret: "55210055400013",
      rendu_confirme: 1250,
      verrou_ticket: 1,
      verrou_minutes: 5,
    };
    assert.deepEqual(await stored(), after);
    await receipt.getByText("SIRET : 55210055400013").waitFor();
    const told = page.locator(".settings-history tbody tr", { hasText: "Redemander à partir" });
    await told.waitFor();
    assert.deepEqual((await told.locator("td").allInnerTexts()).slice(1).map(plain), [
      "patron",
      "Redemander à partir d’un rendu de",
      "200,00 €",
      "12,50 €",
    ]);

    // What is changed elsewhere shows by itself, and what is being typed stays.
    await page.getByLabel("Téléphone").fill("02 61 91");
    ok(await shop.owner.query("update", "UPDATE boutique SET message = 'À bientôt'"));
    await receipt.getByText("À bientôt").waitFor();
    assert.equal(await page.getByLabel("Téléphone").inputValue(), "02 61 91");

    // What is set in the books is told in words as well.
    ok(await shop.owner.query("update", "UPDATE boutique SET regime_tva = 'simplifie', matricule_pa = '0042'"));
    for (
      const told of [/Déclarations de TVA.*Réel normal, par mois.*Réel simplifié/s, /Matricule de la plateforme.*vide.*0042/s]
    ) {
      await page.locator(".settings-history tbody tr", { hasText: told }).waitFor();
    }

    // Decimals are those of the page's language, and what is being typed stays.
    ok(await shop.owner.query("update", "UPDATE boutique SET remise_max_caisse = 1250"));
    const figures = async (amount: string, rate: string) => {
      const [change, discount] = ["rendu_confirme", "remise_max_caisse"].map((name) => page.locator(`[name="shop-${name}"]`));
      await eventually(
        async () => await change!.inputValue() === amount && await discount!.inputValue() === rate,
        `${amount} and ${rate} in the form`,
      );
    };
    await figures("12,50", "12,5");
    await page.getByRole("button", { name: "English" }).click();
    await figures("12.50", "12.5");
    await page.locator(".settings-history tbody tr", { hasText: "12.5 %" }).waitFor();
    assert.equal(await page.locator("[name=shop-telephone]").inputValue(), "02 61 91");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
    assert.deepEqual(complaints, []);
  },
);

Deno.test("every setting that the owner may change by SQL has its field", BROWSER, async () => {
  await using console = await openConsole();
  const { desk: { page }, desk, shop } = console;
  await desk.section("Boutique");
  await page.getByLabel("Nom de la boutique").waitFor();
  const { tables } = await (await shop.owner.get("/api/schema")).json() as {
    tables: { name: string; columns: { name: string; update: boolean }[] }[];
  };
  const wanted = tables.find(({ name }) => name === "boutique")!.columns.filter(({ update }) => update).map(({ name }) => name);
  const fields = await page.locator(".settings [name^=shop-]").evaluateAll((inputs) =>
    inputs.map((input) => input.getAttribute("name")!.slice(5))
  );
  // The hour of the closing stands beside the closings, what sales are reported by beside the reports, pick-up numbers (see
  // kitchen_test.ts) beside the printers.
  const elsewhere = ["heure_cloture", "regime_tva", "activite", "matricule_pa", "numeros_retrait"];
  assert.deepEqual([...fields, ...elsewhere].toSorted(), wanted.toSorted());
  await desk.section("Livres");
  await page.locator("[name=closing-hour]").waitFor();
  await page.getByRole("link", { name: "Comptable", exact: true }).click();
  await page.getByRole("button", { name: "Régime et plateforme" }).click();
  for (const name of ["scheme", "activity", "platform"]) await page.locator(`[name=report-${name}]`).waitFor();
});

Deno.test(
  "the owner says where the shop stands for VAT: what articles' rates become is asked for, the rest is told, and a new rate is one of the catalogue's",
  BROWSER,
  async () => {
    await using console = await openConsole();
    const { desk: { page, complaints }, desk, shop } = console;
    await desk.section("Boutique");
    const form = page.getByRole("form", { name: "TVA" });
    await form.getByLabel("Régime de TVA de la boutique").selectOption("antilles_reunion");
    await form.getByLabel(/^1 article à 20\s%/).selectOption("850");
    await form.getByLabel(/^2 articles à 5,5\s%/).selectOption("210");
    await form.getByRole("button", { name: "Changer la TVA" }).click();
    await form.getByText("1 article a un taux qui n’est pas de ce territoire.").waitFor();
    const rates = async () => (await shop.rows("SELECT tva FROM produits ORDER BY id")).map(({ tva }) => tva);
    assert.deepEqual(await rates(), [210, 1000, 850, 210, 0, 210]);

    await form.getByRole("button", { name: "Ajouter ou modifier un taux" }).click();
    const fields = form.getByRole("group", { name: "Ajouter ou modifier un taux" });
    await fields.getByLabel("Taux").fill("9,5");
    await fields.getByLabel("Premier jour").fill("demain");
    await fields.getByRole("button", { name: "Enregistrer" }).click();
    await fields.getByText("Une date comme 2027-01-01, ou rien.").waitFor();
    await fields.getByLabel("Nom").fill("Taux normal nouveau");
    await fields.getByLabel("Premier jour").fill("2026-01-01");
    await fields.getByRole("button", { name: "Enregistrer" }).click();
    await form.getByRole("cell", { name: "Taux normal nouveau" }).waitFor();

    await form.getByRole("link", { name: "Voir les articles" }).click();
    await page.getByRole("link", { name: "Ajouter un produit" }).click();
    const options = page.locator("form select[name=vat] option");
    await options.getByText("9,5").waitFor({ state: "attached" });
    assert.deepEqual((await options.allInnerTexts()).map(plain), ["9,5 %", "8,5 %", "2,1 %", "1,75 %", "1,05 %", "0 %"]);

    await desk.section("Boutique");
    await form.getByLabel("Régime de TVA de la boutique").selectOption("franchise");
    await form.getByText("Tous les articles prennent le seul taux").waitFor();
    await form.getByRole("button", { name: "Changer la TVA" }).click();
    await page.locator(".sample-receipt").getByText("TVA non applicable, art. 293 B du CGI").waitFor();
    assert.deepEqual(await rates(), [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(complaints, []);
  },
);

function plain(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}
