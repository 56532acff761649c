/** One till in the owner's console: named, taken out of service, and closed where it was left open. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { eventually } from "../support/feed.ts";
import { looked } from "../support/looked.ts";
import { openConsole } from "../support/owner_console.ts";
import { TestPrinter } from "../support/printer.ts";
import { CAFE, card, cash, draft, ok, openTill, pay, POMMES } from "../support/shop.ts";

Deno.test(
  "the owner labels a till, takes it out of service, puts it back and gives it a printer, which is tried; tills come by HTTPS alone when it says so",
  BROWSER,
  async () => {
    await using console = await openConsole([], { flags: ["--tls-port", "0"] });
    const { desk, desk: { page, complaints }, shop } = console;
    const stored = async () => (await shop.rows("SELECT libelle, active, codes_pin FROM caisses WHERE nom = 'C2'"))[0];
    await desk.section("Caisses");
    await page.getByRole("button", { name: "Activer HTTPS" }).click();
    await page.getByRole("switch", { name: "HTTPS seul", checked: false }).click();
    await page.getByRole("switch", { name: "HTTPS seul", checked: true }).waitFor();
    const { https, https_only } = await (await shop.owner.get("/api/network")).json();
    assert.equal(https_only, true);
    await page.getByText(https.fingerprint, { exact: true }).waitFor();
    await page.getByRole("link", { name: "C2", exact: true }).click();
    await page.getByLabel("Libellé", { exact: true }).fill("Terrasse");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await page.getByRole("link", { name: "Terrasse", exact: true }).waitFor();
    const pins = page.getByRole("switch", { name: "Codes PIN à la caisse C2" });
    await pins.click();
    await page.getByRole("switch", { name: "Codes PIN à la caisse C2", checked: true }).waitFor();
    await page.getByText("Reliez d’abord un appareil à cette caisse").waitFor();
    await page.getByRole("button", { name: "Retirer du service" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Retirer du service" }).click();
    await page.getByRole("button", { name: "Remettre en service" }).waitFor();
    assert.deepEqual(await stored(), { libelle: "Terrasse", active: 0, codes_pin: 1 });
    await page.getByRole("button", { name: "Remettre en service" }).click();
    await page.getByRole("button", { name: "Retirer du service" }).waitFor();
    assert.deepEqual(await stored(), { libelle: "Terrasse", active: 1, codes_pin: 1 });

    await using printer = await TestPrinter.open();
    await page.getByRole("button", { name: "Ajouter une imprimante" }).click();
    await page.getByLabel("Nom", { exact: true }).fill("Comptoir");
    desk.expected.add("409 /api/query");
    await page.getByLabel("Adresse").fill("8.8.8.8");
    await page.getByLabel("Papier").selectOption("58-32");
    await page.getByLabel("C2 · Terrasse").check();
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.getByText("une imprimante est à une adresse du réseau de la boutique").waitFor();
    await page.getByLabel("Adresse").fill(printer.address);
    await page.getByRole("button", { name: "Ajouter", exact: true }).click();
    await page.getByText(`${printer.address} · 58 mm · caisses\u00a0: C2`).waitFor();
    printer.faults.trouble = "cover";
    await page.getByRole("button", { name: "Ticket d’essai sur Comptoir" }).click();
    await page.getByText("Pas imprimé (capot ouvert)").waitFor();
    printer.faults.trouble = null;
    await page.getByRole("button", { name: "Réessayer" }).click();
    await page.locator("[data-print=imprimee] .row-title", { hasText: /^Ticket d’essai$/ }).waitFor();
    // It asks what the ticket shows, and is set by the answer.
    const { lines } = printer.documents[0]!;
    for (const width of [32, 42, 48]) assert.ok(lines.some((line) => line.endsWith(` ${width}|`) && line.length === width));
    await page.getByText("C’est ce qui est réglé").waitFor();
    await page.getByLabel("Plus grand nombre au bout de sa ligne").selectOption("42");
    await page.getByLabel("toutes les lettres sont lisibles").selectOption("aucune");
    await page.getByText("n’a pas la table du français").waitFor();
    await page.getByLabel("toutes les lettres sont lisibles").selectOption("11");
    await page.getByText("Ce n’est pas ce qui est réglé.").waitFor();
    await looked(page, "printer-trial", page.getByText("Prenez le ticket d’essai de Comptoir"));
    await page.getByRole("button", { name: "Régler ainsi" }).click();
    await page.getByText("C’est ce qui est réglé").waitFor();
    await page.getByText(`${printer.address} · 80 mm`).waitFor();
    const [set] = await shop.rows("SELECT papier, colonnes, table_codes FROM imprimantes");
    assert.deepEqual(set, { papier: 80, colonnes: 42, table_codes: 11 });
    await page.getByRole("button", { name: "Ticket d’essai sur Comptoir" }).click();
    await eventually(() => printer.documents.length === 2, "another ticket comes out");
    assert.equal(printer.documents[1]!.table, 11);
    assert.ok(printer.documents[1]!.lines.includes("Réglé sur 42 colonnes."));
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "a till that was left open is counted and closed by the owner, and the variance is the one that is kept",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { desk, desk: { page, complaints }, shop } = console;
    ok(await openTill(shop.chloe, 5000));
    ok(await pay(shop.chloe, await draft(shop.chloe, [CAFE]), [cash(500)]));
    ok(await pay(shop.chloe, await draft(shop.chloe, [CAFE]), [card(500)]));
    await desk.section("Caisses");
    await page.getByRole("link", { name: "C1", exact: true }).click();
    await page.getByLabel("Espèces comptées").fill("douze");
    await page.getByRole("button", { name: "Fermer cette caisse" }).click();
    await page.getByText("Un montant comme 152,30.").waitFor();
    await page.getByLabel("Espèces comptées").fill("54,50");
    await page.getByLabel("Motif").fill("Oubliée hier soir");
    await page.getByRole("button", { name: "Fermer cette caisse" }).click();
    const said = await page.locator(".till-said:not(:empty)").innerText();
    assert.equal(said.replaceAll(/[\u00a0\u202f]/g, " "), "Fermée. Attendu 55,00 €, compté 54,50 €, écart -0,50 €.");
    const [session] = await shop.rows("SELECT attendu, compte, ecart, motif FROM sessions_caisse WHERE caisse = 'C1'");
    assert.deepEqual(session, { attendu: 5500, compte: 5450, ecart: -50, motif: "Oubliée hier soir" });
    await page.locator(".tills .row", { hasText: "C1" }).getByText("Fermée").waitFor();
    assert.deepEqual(complaints, []);
  },
);

Deno.test("the palette gives the owner's word, once for each time it is asked", BROWSER, async () => {
  await using console = await openConsole([]);
  const { page, complaints } = console.desk;
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("dialog").getByRole("combobox").fill("accord");
  await page.getByRole("option", { selected: true }).filter({ hasText: "Donner un accord" }).waitFor();
  await page.keyboard.press("Enter");
  assert.match((await page.locator(".till-code").innerText()).replace(/\s/g, ""), /^\d{6}$/);
  await page.getByRole("button", { name: "Fermer" }).last().click();
  assert.ok(page.url().endsWith("#/tills"));
  assert.deepEqual(complaints, []);
});

Deno.test(
  "the owner says how scales print their labels, an impossible pattern is refused by name, and a code is tried out",
  BROWSER,
  async () => {
    await using console = await openConsole([], {});
    const { desk, desk: { page, complaints }, shop } = console;
    ok(await shop.owner.query("insert", "INSERT INTO codes_produits (code, produit_id) VALUES ('1234', ?)", [CAFE]));
    ok(
      await shop.owner.query("update", "UPDATE produits SET code_barres = '3017620422003', unite = 'kg' WHERE id = ?", [POMMES]),
    );
    await desk.section("Caisses");
    await page.getByText("Aucun modèle").waitFor();
    const pattern = page.getByLabel("Nouveau modèle");
    await pattern.fill("21IIIIIWWWPPC");
    await page.getByRole("button", { name: "Ajouter le modèle" }).click();
    await page.getByText("De 4 à 6 W, P ou F, tous ensemble, et d’une seule sorte.").waitFor();
    await pattern.fill("21iiiiiwwwwwc");
    await page.getByRole("button", { name: "Ajouter le modèle" }).click();
    await page.getByText("21IIIIIWWWWWC", { exact: true }).waitFor();
    const code = page.getByLabel("Essayer un code");
    for (
      const [text, said] of [
        ["2101234005507", "Café, refusé\u00a0: Étiquette au poids\u00a0: l’article ne se pèse pas."],
        ["2155555005504", "refusé\u00a0: Code mal lu"],
        ["3017620422003", "Pommes (kg), 1,000\u00a0kg."],
        ["3017620422010", "refusé\u00a0: aucun article n’a ce code."],
        ["0103017620422003310300125010LOT1<GS>15401231", "Pommes (kg), 1,250\u00a0kg."],
        ["0103017620422003310300125010LOT1<GS>17200101", "Pommes (kg), refusé\u00a0: Date dépassée\u00a0: non ajouté."],
        ["010301762042200331030009003922340<GS>15401231", "Pommes (kg), refusé\u00a0: Le prix de ce code GS1"],
        ["]E02101234005507", "Café, refusé"],
        ["0103017620422003310300125010LOT1<GS>15260231", "Code GS1 coupé ou faux"],
      ] as const
    ) {
      await code.fill(text);
      await page.getByRole("button", { name: "Essayer", exact: true }).click();
      await page.getByText(said).waitFor();
    }
    ok(await shop.owner.query("update", "UPDATE produits SET actif = 0 WHERE id = ?", [CAFE]));
    await code.fill("2101234005507");
    await page.getByRole("button", { name: "Essayer", exact: true }).click();
    await page.getByText("Café, refusé\u00a0: n’est plus en vente").waitFor();
    await page.getByRole("button", { name: "Retirer le modèle 21IIIIIWWWWWC" }).click();
    await page.getByText("21IIIIIWWWWWC", { exact: true }).waitFor({ state: "detached" });
    assert.deepEqual(await shop.rows("SELECT * FROM modeles_etiquettes"), []);
    assert.deepEqual(complaints, []);
  },
);
