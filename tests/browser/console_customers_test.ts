/** The customers' section of the owner's console: found, changed, asked, joined, taken along and erased. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { card, command, draft, LAMPE, ok, openTill, pay } from "../support/shop.ts";

Deno.test(
  "customers are found without accents, apostrophes or the spaces of a telephone, and a page at a time",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { shop, desk: { page, complaints } } = console;
    const people = [["Zoé L’Évêque", "06 12 34 56 78"], ["Anne O'Neil", "+33 6 99 88 77 66"], ["Œdipe Martin", null]];
    for (const person of people) {
      ok(
        await shop.owner.query("insert", "INSERT INTO clients (nom, telephone) VALUES (?, ?)", person),
      );
    }
    const many = Array.from({ length: 60 }, (_, at) => `('Client ${String(at).padStart(2, "0")}')`).join(", ");
    ok(await shop.owner.query("insert", `INSERT INTO clients (nom) VALUES ${many}`));
    await console.desk.section("Clients");
    await page.getByText("1 à 50 sur 63").waitFor();
    await page.getByRole("button", { name: "Suivants" }).click();
    await page.getByText("51 à 63 sur 63").waitFor();
    const rows = page.locator("[data-row]");
    const words = page.getByRole("searchbox", { name: "Nom, téléphone, e-mail" });
    for (
      const [typed, name] of [["l'eveque ZOE", "Zoé L’Évêque"], ["0699887766", "Anne O'Neil"], ["06.12.34", "Zoé L’Évêque"], [
        "oedipe",
        "Œdipe Martin",
      ]]
    ) {
      await words.fill(typed!);
      await page.getByText("1 client", { exact: true }).waitFor();
      await rows.filter({ hasText: name! }).waitFor();
    }
    // As people sort: É beside E, either apostrophe nowhere.
    const names = ["Élodie Roux", "Emma Roux", "École Roux", "d’Eon Roux", "Ève Roux", "Denis Roux", "Œnone Roux", "Odile Roux"];
    for (const name of names) ok(await shop.owner.query("insert", "INSERT INTO clients (nom) VALUES (?)", [name]));
    await words.fill("roux");
    await page.getByText("8 clients", { exact: true }).waitFor();
    const listed = (await rows.allInnerTexts()).map((text) => /^[^\n\t]* Roux/.exec(text)?.[0]);
    const sorted = ["Denis", "d’Eon", "École", "Élodie", "Emma", "Ève", "Odile", "Œnone"].map((name) => `${name} Roux`);
    assert.deepEqual(listed, sorted);
    for (const name of names) ok(await shop.owner.query("delete", "DELETE FROM clients WHERE nom = ?", [name]));
    await words.fill("100 % personne");
    await page.getByText("Aucun client ne répond à cette recherche.").waitFor();
    await words.fill("");
    const old = "INSERT INTO clients (nom, cree_le) VALUES ('Ancienne', '2020-01-01T00:00:00.000Z')";
    ok(await shop.owner.query("insert", old));
    await page.getByLabel("Sans contact depuis 36 mois").check();
    await rows.filter({ hasText: "Ancienne" }).filter({ hasText: "2020" }).waitFor();
    await page.getByRole("button", { name: "Les effacer tous…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Effacer pour toujours" }).click();
    await page.getByText("Aucun client ne répond à cette recherche.").waitFor();
    assert.deepEqual(await shop.rows("SELECT count(*) AS n FROM clients WHERE nom = '—'"), [{ n: 1 }]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "one customer is changed, asked by channel, joined with another, taken along as a file and erased",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { shop, desk: { page, complaints } } = console;
    const { owner, chloe } = shop;
    ok(
      await owner.query(
        "insert",
        "INSERT INTO clients (id, nom, telephone) VALUES (1, 'Zoé Martin', '0611'), (2, 'Zoé M.', NULL)",
      ),
    );
    ok(await openTill(chloe));
    const sale = await draft(chloe, [LAMPE]);
    ok(await chloe.query("update", "UPDATE ventes SET client_id = 2 WHERE id = ?", [sale.id]));
    ok(await pay(chloe, sale, [card(2_000)]));

    await console.desk.section("Clients");
    await page.getByRole("link", { name: "Zoé M.", exact: true }).click();
    await page.getByText("1 ticket · 20,00").waitFor();
    await page.getByText("rien sur sa santé").waitFor();
    await page.getByLabel("E-mail", { exact: true }).fill("zoe@exemple.fr");
    await page.getByLabel("SIREN").fill("732 829 320");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Enregistré.").waitFor();
    await page.getByRole("group", { name: "Accord : SMS" }).getByRole("button", { name: "Oui" }).click();
    await page.getByText(/donné, .*\(patron\)/).waitFor();

    await page.getByRole("button", { name: "Fusionner…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /Zoé Martin/ }).click();
    await page.getByRole("heading", { level: 2, name: "Zoé Martin" }).waitFor();
    await page.getByText("1 ticket · 20,00").waitFor();
    await page.getByText(/donné, .*\(patron\)/).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Exporter ses données" }).click(),
    ]);
    const told = JSON.parse(await Deno.readTextFile((await file.path())!));
    assert.deepEqual([told.client.nom, told.client.email, told.achats.length, told.consentements.length], [
      "Zoé Martin",
      "zoe@exemple.fr",
      1,
      1,
    ]);
    const account = page.getByRole("region", { name: "Compte client" });
    await account.getByLabel("Plafond (€)").fill("150,5");
    await account.getByRole("button", { name: "Fixer le plafond" }).click();
    await account.getByText("Enregistré.").waitFor();
    assert.deepEqual(await shop.rows("SELECT plafond, solde FROM comptes_clients WHERE client_id = 1"), [{
      plafond: 15_050,
      solde: 0,
    }]);
    const due = await draft(chloe, [LAMPE]);
    ok(await chloe.query("update", "UPDATE ventes SET client_id = 1 WHERE id = ?", [due.id]));
    ok(await pay(chloe, due, [{ mode: "compte", montant: 2_000 }]));
    await account.getByText("doit 20,00").waitFor();
    await account.getByRole("button", { name: "Relevé A4" }).waitFor();
    await page.getByRole("link", { name: "Tous les clients" }).click();
    await page.getByLabel("Doivent encore").check();
    await page.locator("[data-row]").filter({ hasText: "20,00" }).waitFor();
    await page.getByLabel("Doivent encore").uncheck();
    await page.getByRole("link", { name: "Zoé Martin" }).click();
    ok(await command(chloe, "/api/clients/1/reglement", { montant: 2_000, mode: "carte" }));
    await account.getByText("doit 0,00").waitFor();
    assert.deepEqual(await shop.rows("SELECT siren FROM clients WHERE id = 1"), [{ siren: "732829320" }]);
    await page.getByRole("button", { name: "Effacer…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Effacer pour toujours" }).click();
    await page.getByText("Aucun client", { exact: true }).waitFor();
    assert.deepEqual(await shop.rows("SELECT DISTINCT nom, telephone, email FROM clients"), [{
      nom: "—",
      telephone: null,
      email: null,
    }]);
    assert.deepEqual(complaints, []);
  },
);
