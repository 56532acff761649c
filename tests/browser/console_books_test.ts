/** The shop's books in a real browser: what is shown is what was signed. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { formatCents } from "../../shared/money.ts";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { CAFE, card, cash, close, closeTill, LAMPE, ok, openTill, PAIN, sent, sold, xReport } from "../support/shop.ts";

Deno.test("a day is closed in the page once its waiting tickets are left, and its Z shows what was signed", BROWSER, async () => {
  await using console = await openConsole(["nora", "chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE, PAIN], [cash(700)]);
  await sold(shop.chloe, [LAMPE], [card(2000)]);
  await sent(shop.nora, [PAIN]);
  await desk.section("Livres");
  desk.expected.add("409 /api/clotures");
  const due = page.locator(`[data-due="${shop.jour()}"]`);
  await due.getByText(formatCents(2620, "fr")).waitFor();
  await page.getByText("La caisse C1 est ouverte").waitFor();

  const dialog = page.getByRole("dialog");
  await due.getByRole("button").click();
  await dialog.getByRole("button", { name: "Clôturer", exact: true }).click();
  await dialog.getByRole("alert").filter({ hasText: "La caisse C1 est ouverte" }).waitFor();
  ok(await closeTill(shop.chloe, 620));
  await dialog.getByRole("button", { name: "Clôturer", exact: true }).click();
  await dialog.getByText("n° 1 · ").waitFor();
  assert.deepEqual(await shop.rows("SELECT id FROM clotures"), [], "it was asked first");
  await dialog.getByRole("button", { name: "Clôturer sans les attendre" }).click();

  const z = page.locator("article.z");
  await z.getByText("Ventes par vendeur").waitFor();
  await z.getByText("Ventes par heure").waitFor();
  await z.waitFor();
  const [{ contenu, signature }] = await shop.rows(
    "SELECT c.contenu, j.signature FROM clotures c JOIN journal_fiscal j ON j.serie = 'clotures:jour'",
  );
  const signed = JSON.parse(contenu);
  const shown = (await z.innerText()).replaceAll(/\s+/g, " ");
  const euros = (cents: number) => formatCents(cents, "fr").replaceAll(/\s+/g, " ");
  for (
    const text of [
      ...[signed.total_ttc, signed.total_ht, signed.total_tva, signed.perpetuel, signed.perpetuel_absolu].map(euros),
      ...signed.taux.map((row: Record<string, number>) => `${euros(row["ht"]!)} ${euros(row["tva"]!)} ${euros(row["ttc"]!)}`),
      `Carte bancaire 1 ${euros(2000)}`,
      `Espèces 1 ${euros(620)}`,
      `C1-000001 → C1-000002 2 ${euros(2620)}`,
      signed.cle_id,
      [3, 7, 13, 19].map((place) => signature[place - 1]).join(""),
      ...signed.tetes.map(({ serie, seq }: { serie: string; seq: number }) => `${serie} ${seq}`),
    ]
  ) assert.ok(shown.includes(text), `${text} in ${shown}`);
  await page.getByRole("link", { name: "‹ Clôtures" }).click();
  await page.getByText("Tout ce qui est passé est clôturé.").waitFor();

  await page.getByRole("link", { name: "Comptable", exact: true }).click();
  const entry = page.getByRole("region", { name: `Écriture Z-${shop.jour()}` });
  await entry.getByRole("row", { name: /^530000 Caisse/ }).getByText(formatCents(620, "fr")).waitFor();
  assert.ok(await page.getByRole("button", { name: "Écritures au format FEC" }).isDisabled(), "no SIRET is known");
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = '73282932000074'"));
  const taken = page.waitForEvent("download");
  await page.getByRole("button", { name: "Écritures au format FEC" }).click();
  assert.match((await taken).suggestedFilename(), /^732829320FEC\d{8}\.txt$/);
  await page.getByRole("button", { name: "Espèces", exact: true }).click();
  await page.getByLabel("Numéro de compte").fill("53");
  desk.expected.add("409 /api/query");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByRole("alert").getByText("un numéro de compte a 3 à 20 chiffres").waitFor();
  await page.getByLabel("Numéro de compte").fill("531000");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await entry.getByRole("row", { name: /^531000 Caisse/ }).waitFor();
  await page.getByRole("button", { name: "Espèces", exact: true }).click();
  await page.getByRole("button", { name: "Reprendre le plan comptable" }).click();
  await entry.getByRole("row", { name: /^530000 Caisse/ }).waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test("an archive taken in the page is the one that was recorded, and the books are checked there", BROWSER, async () => {
  await using console = await openConsole(["chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  await desk.section("Livres");
  await page.getByRole("link", { name: "Archives et contrôle" }).click();
  await page.getByText("Rien n’est clôturé pour l’instant").waitFor();
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [PAIN], [cash(120)]);
  ok(await closeTill(shop.chloe, 120));
  ok(await close(shop.owner, "jour", shop.jour()));

  const downloaded = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger" }).click();
  const download = await downloaded;
  assert.equal(download.suggestedFilename(), `comptoir-archive-${shop.jour()}.zip`);
  const files = unzipSync(await Deno.readFile((await download.path())!));
  const [{ manifeste }] = await shop.rows(
    "SELECT contenu ->> 'manifeste' AS manifeste FROM journal_fiscal WHERE serie = 'archives'",
  );
  assert.ok(Object.values(files).some((bytes) => createHash("sha256").update(bytes).digest("hex") === manifeste));
  await page.getByRole("cell", { name: manifeste }).waitFor();

  // Verified in the page: whole as it was taken, and not with one byte that is another.
  const whole = await Deno.readFile((await download.path())!);
  const verify = (bytes: Uint8Array) =>
    page.getByLabel("Fichier ZIP de l’archive").setInputFiles({
      name: "archive.zip",
      mimeType: "application/zip",
      buffer: Buffer.from(bytes),
    });
  await verify(whole);
  await page.getByText("Archive intacte").waitFor();
  await page.getByText("Signée par la clé de cette boutique.").waitFor();
  await verify(zipSync({ ...files, "manifeste.json": files["manifeste.json"]!.map((byte, at) => at === 20 ? byte ^ 1 : byte) }));
  await page.getByText("Archive altérée").waitFor();

  await page.getByRole("button", { name: "Contrôler maintenant" }).click();
  await page.getByText("Les livres sont intacts.").waitFor();
  await page.getByText("celle de ce PC").waitFor();
  assert.deepEqual(complaints, []);
});

Deno.test("the owner sees an open till's X with its amounts, and each count with what was missing", BROWSER, async () => {
  await using console = await openConsole(["chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  ok(await openTill(shop.chloe, 5000));
  await sold(shop.chloe, [CAFE], [cash(500)]);
  await sold(shop.chloe, [LAMPE], [card(2000)]);
  await desk.section("Livres");
  await page.getByRole("link", { name: "Caisses et écarts" }).click();
  await page.getByText("Aucun comptage").waitFor();
  await page.getByRole("link", { name: "X de C1" }).click();
  const x = page.locator("article.z");
  await x.waitFor();
  const { especes_attendues, paiements, tickets } = ok(await xReport(shop.owner));
  assert.equal(especes_attendues, 5500);
  const plain = (text: string) => text.replaceAll(/\s+/g, " ");
  const shown = plain(await x.innerText());
  for (
    const text of [
      `Espèces attendues ${formatCents(especes_attendues, "fr")}`,
      `Ventes ${tickets[0].nombre} ${formatCents(tickets[0].total_ttc, "fr")}`,
      ...paiements.map(({ mode, nombre, total }: { mode: string; nombre: number; total: number }) =>
        `${mode === "carte" ? "Carte bancaire" : "Espèces"} ${nombre} ${formatCents(total, "fr")}`
      ),
    ]
  ) assert.ok(shown.includes(plain(text)), `${text} in ${shown}`);

  ok(await closeTill(shop.chloe, 5300, "C1", "Erreur de rendu"));
  await page.getByRole("link", { name: "‹ Caisses et écarts" }).click();
  const row = page.locator(".table tbody tr");
  await row.filter({ hasText: "Erreur de rendu" }).waitFor();
  const [{ attendu, compte, ecart }] = await shop.rows("SELECT attendu, compte, ecart FROM sessions_caisse");
  assert.deepEqual([attendu, compte, ecart], [5500, 5300, -200]);
  for (const cents of [attendu, compte]) await row.getByRole("cell", { name: formatCents(cents, "fr"), exact: true }).waitFor();
  await row.getByRole("cell", { name: `${formatCents(ecart, "fr")} Erreur de rendu`, exact: true }).waitFor();
  await page.getByText("Aucune caisse n’est ouverte.").waitFor();
  assert.deepEqual(complaints, []);
});
