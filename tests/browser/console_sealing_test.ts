/** Years past of the journal sealed from the owner's console, in a real browser. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { findingsOn } from "../support/axe.ts";
import { BROWSER, routed } from "../support/browser.ts";
import { openConsoleAt } from "../support/owner_console.ts";
import { FIRST, pastYears, SECOND, YEARS } from "../support/past_years.ts";
import { oneOf, sealedFile } from "../support/sealed.ts";
import { startServer } from "../support/server.ts";

routed();

/** What axe finds, wide and narrow. */
async function seriousOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const findings = await findingsOn(page, "all");
    found.push(...findings.filter(({ serious }) => serious).map(({ rule, places }) => `${width} ${rule}: ${places.join(", ")}`));
  }
  return found;
}

Deno.test(
  "the owner reads which years may be sealed and what that means, is told why one could not be, and has them sealed",
  BROWSER,
  async () => {
    const dir = await pastYears();
    // In the way of the first.
    mkdirSync(`${dir}/journal`, { mode: 0o700 });
    writeFileSync(sealedFile(dir, FIRST), "something else");
    await using server = await startServer({ dir });
    await using console = await openConsoleAt(server.url);
    const { desk } = console;
    const { page } = desk;
    await desk.section("Système");
    const panel = page.locator(".sealing");
    await panel.locator(`[data-row="${SECOND}"]`).waitFor();
    assert.deepEqual(
      await panel.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row"))),
      [String(FIRST), String(SECOND)],
    );
    assert.match(await panel.innerText(), new RegExp(`environ .* dans la base.*${SECOND} est la dernière`, "s"));
    // The server's own sentence, set as the page's are.
    assert.match(await panel.innerText(), /^L’année en cours et celle d’avant restent dans la base\u00a0: /m);
    assert.equal(await panel.getByRole("button").count(), YEARS.length - 1);

    // By the keyboard alone: out of the question, and through it.
    const act = panel.getByRole("button", { name: `Sceller le journal jusqu’à ${SECOND}` });
    const dialog = page.getByRole("dialog");
    await act.press("Enter");
    await dialog.getByText(new RegExp(`Le journal de ${FIRST} et ${SECOND} va dans le dossier journal`)).waitFor();
    const said = await dialog.innerText();
    for (const what of [/relu en entier/, /rien n’est perdu/, /Les postes travaillent/, /aussi longtemps que les livres/]) {
      assert.match(said, what);
    }
    assert.deepEqual(await seriousOn(page), []);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual(await seriousOn(page), []);
    assert.equal(oneOf(dir, "SELECT count(*) FROM _journal_seals"), 0);
    await act.press("Enter");
    await dialog.getByRole("button", { name: "Sceller", exact: true }).press("Enter");
    await panel.getByText(`journal/journal-${FIRST}.db est déjà là et contient autre chose`).waitFor();
    rmSync(sealedFile(dir, FIRST));

    await act.press("Enter");
    await dialog.getByRole("button", { name: "Sceller", exact: true }).press("Enter");
    await panel.getByText("Le journal est scellé. Gardez ces fichiers").waitFor({ timeout: 60_000 });
    assert.deepEqual(
      await panel.locator(".file-name").allInnerTexts(),
      [FIRST, SECOND].map((year) => `journal/journal-${year}.db`),
    );
    assert.equal(await panel.getByRole("button").count(), 0);
    for (const year of [FIRST, SECOND]) assert.ok(existsSync(sealedFile(dir, year)));
    assert.deepEqual(desk.complaints, []);
  },
);

Deno.test(
  "how far a backup is, is shown while one waits for it, and as one that cannot be told where the server cannot",
  BROWSER,
  async () => {
    const dir = await pastYears();
    await using server = await startServer({ dir });
    await using console = await openConsoleAt(server.url);
    const { desk } = console;
    const { page } = desk;
    // What the server would tell of a shop of gigabytes.
    let told: unknown = { work: "backup", step: "copies", done: 341, total: 1_000 };
    await page.route("**/api/work", (route) => route.fulfill({ json: { works: [told] } }));
    const ended = Promise.withResolvers<void>();
    await page.route("**/api/backups", async (route) => {
      if (route.request().method() === "POST") await ended.promise;
      await route.fallback();
    });
    await desk.section("Système");
    await page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
    const bar = page.getByRole("progressbar", { name: "Avancement" });
    await page.getByText(/Copie… 34\s%/).waitFor();
    assert.equal(await bar.evaluate((one) => (one as HTMLProgressElement).value), 0.341);
    assert.deepEqual(await seriousOn(page), []);
    told = { work: "backup", step: "looks", done: 0, total: null };
    await page.getByText("Contrôle du fichier…").waitFor();
    assert.equal(await bar.evaluate((one) => (one as HTMLProgressElement).position), -1);
    ended.resolve();
    await bar.waitFor({ state: "detached" });
    assert.deepEqual(desk.complaints, []);
  },
);
