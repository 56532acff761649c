/** The shop's books in a real browser: what is shown is what was signed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { formatCents } from "../../shared/money.ts";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { CAFE, card, cash, close, closeTill, jour, LAMPE, ok, openTill, PAIN, sent, sold } from "../support/shop.ts";

Deno.test("a day is closed in the page once its waiting tickets are left, and its Z shows what was signed", BROWSER, async () => {
  await using console = await openConsole(["nora", "chloe"]);
  const { desk: { page, complaints }, desk, shop } = console;
  ok(await openTill(shop.chloe));
  await sold(shop.chloe, [CAFE, PAIN], [cash(700)]);
  await sold(shop.chloe, [LAMPE], [card(2000)]);
  await sent(shop.nora, [PAIN]);
  await desk.section("Livres");
  desk.expected.add("409 /api/clotures");
  const due = page.locator(`[data-due="${jour()}"]`);
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
  ok(await close(shop.owner, "jour", jour()));

  const downloaded = page.waitForEvent("download");
  await page.getByRole("button", { name: "Télécharger" }).click();
  const download = await downloaded;
  assert.equal(download.suggestedFilename(), `comptoir-archive-${jour()}.zip`);
  const files = unzipSync(await Deno.readFile((await download.path())!));
  const [{ manifeste }] = await shop.rows(
    "SELECT contenu ->> 'manifeste' AS manifeste FROM journal_fiscal WHERE serie = 'archives'",
  );
  assert.ok(Object.values(files).some((bytes) => createHash("sha256").update(bytes).digest("hex") === manifeste));
  await page.getByRole("cell", { name: manifeste }).waitFor();

  await page.getByRole("button", { name: "Contrôler maintenant" }).click();
  await page.getByText("Les livres sont intacts.").waitFor();
  await page.getByText("celle de ce PC").waitFor();
  assert.deepEqual(complaints, []);
});
