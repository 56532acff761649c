/** The system's section of the owner's console in a real browser. */
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { findingText } from "../../client/owner/sections/system/finding_text.ts";
import { inBytes } from "../../client/owner/sections/system/in_bytes.ts";
import { pointsOf } from "../../client/owner/sections/system/small_chart.tsx";
import { BROWSER, routed } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { answerOf } from "../support/server.ts";
import { cash, ok, openTill, PAIN, sold } from "../support/shop.ts";
import { eventually } from "../support/till_client.ts";

routed();

/** A moment and a duration are others each time. */
const withoutFigures = (said: string) => said.replaceAll(/\d[\d.,:]*/g, "#");

Deno.test(
  "the owner says how copies are made by themselves; what cannot be is told, and nothing is changed",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { desk, shop } = console;
    const { page } = desk;
    const disk = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    await desk.section("Système");
    await page.getByText("toutes les 24 heures").click();
    const folder = page.getByLabel("Second dossier");
    await page.getByLabel("Heures entre deux").fill("12");
    await folder.fill(`${disk}/absent`);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("ce dossier n'existe pas").waitFor();
    const settings = async () => (await answerOf(await shop.owner.get("/api/backups"))).body.settings;
    assert.equal((await settings()).hours, 24);
    await folder.fill(disk);
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Enregistré.").waitFor();
    await page.getByText("toutes les 12 heures").waitFor();
    const { hours, second_folder } = await settings();
    assert.deepEqual([hours, second_folder], [12, disk]);
    await Deno.remove(disk, { recursive: true });

    // The check-up says what the server found, what is wrong first.
    await page.getByRole("button", { name: "Contrôler" }).click();
    const rows = page.locator("section", { has: page.locator("#doctor-title") }).locator(".row");
    await rows.first().waitFor();
    const { findings } = (await answerOf(await shop.owner.get("/api/doctor"))).body;
    const texts = await rows.locator(".row-title + .row-about").allInnerTexts();
    assert.deepEqual(
      texts.map(withoutFigures).toSorted(),
      findings.map(({ said }: { said: string }) => withoutFigures(findingText(said, "fr"))).toSorted(),
    );
    for (const text of texts) {
      assert.doesNotMatch(text, /^\p{Ll}+(?:[ ’',]|$)|\dT\d|\d\.\d+\sms|Mio/u, "as French is written");
    }
    for (const name of await rows.locator(".row-title").allInnerTexts()) assert.match(name, /^[A-ZÉ][^_]+$/, "in words");
    const ranks = ["À régler", "À vérifier", "Bon"];
    const states = (await rows.locator(".chip").allInnerTexts()).map((state) => ranks.indexOf(state));
    assert.deepEqual(states, states.toSorted());
  },
);

Deno.test("the owner makes a token for a machine, sees it this once, and takes it back", BROWSER, async () => {
  await using console = await openConsole([]);
  const { desk: { page, complaints }, shop } = console;
  await console.desk.section("Système");
  await page.getByText("seules des personnes entrent").waitFor();
  await page.getByRole("button", { name: "Créer une clé" }).click();
  await page.getByLabel("Logiciel", { exact: true }).fill("Prometheus");
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await page.getByText("Cochez ce qu’elle ouvre.").waitFor();
  await page.getByLabel("Mesures").check();
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  const token = await page.locator(".access-made output").innerText();
  const machine = shop.server.at("127.0.0.9");
  machine.token = token;
  const asked = async () => (await answerOf(await machine.get("/api/metrics"))).status;
  assert.equal(await asked(), 200);
  await page.getByRole("button", { name: "Retirer la clé de Prometheus" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Retirer", exact: true }).click();
  await page.getByText("seules des personnes entrent").waitFor();
  assert.equal(await asked(), 401);
  assert.equal(await page.getByText(token).count(), 0);
  machine.client.close();
  assert.deepEqual(complaints, []);
});

Deno.test(
  "the owner backs the shop up in the console; the copy is listed, whole, and noted in the journal",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { desk, shop } = console;
    const { page, complaints } = desk;
    await desk.section("Système");
    await page.getByText("Rien n’est encore sauvegardé").waitFor();
    await page.getByRole("button", { name: "Sauvegarder maintenant" }).click();
    const row = page.locator(".backups [data-row]");
    await row.waitFor();
    assert.equal(await row.count(), 1);
    await page.getByText("Rien n’est encore sauvegardé").waitFor({ state: "detached" });
    const { body } = await answerOf(await shop.owner.get("/api/backups"));
    const [kept] = body.backups;
    assert.equal(await row.getAttribute("data-row"), kept.name);
    const copy = new DatabaseSync(`${body.folder}/${kept.name}`, { readOnly: true });
    assert.equal(copy.prepare("SELECT count(*) AS n FROM produits").get()?.["n"], 6);
    copy.close();
    assert.equal(Deno.statSync(`${body.folder}/${kept.name}`).mode! & 0o777, 0o600);
    const journal = (await answerOf(await shop.owner.get("/api/journal?kind=backup"))).body;
    assert.equal(journal.records.length, 1);
    assert.equal(journal.records[0].user_id, 1);
    const { body: metrics } = await answerOf(await shop.owner.get("/api/metrics"));
    await page.locator(".server-fact", { hasText: "Version" }).getByText(metrics.process.version, { exact: true }).waitFor();
    const downloaded = page.waitForEvent("download");
    await page.getByRole("button", { name: "Prendre le dossier" }).click();
    assert.equal((await downloaded).suggestedFilename(), "comptoir-support.zip");
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "the last hour is drawn as small charts that say what the API says; sizes, keys and version are the server's own",
  BROWSER,
  async () => {
    await using console = await openConsole(["chloe"]);
    const { desk, shop } = console;
    const { page, complaints } = desk;
    ok(await openTill(shop.chloe));
    await sold(shop.chloe, [PAIN], [cash(120)]);
    await desk.section("Système");
    const charts = page.locator(".small-chart");
    await charts.first().waitFor();
    assert.deepEqual(
      await charts.locator("figcaption > span").allInnerTexts(),
      ["Demandes", "Erreurs", "Écritures les plus lentes", "Postes reliés", "Mémoire"],
    );
    // It goes on by itself: as many points as the server has kept, again and again.
    const drawn = async () => {
      const points = await charts.nth(3).locator("polyline").getAttribute("points");
      return points!.split(" ").length;
    };
    const before = await drawn();
    await eventually("one more look of the server's", async () => await drawn() > before ? true : null);
    const { body: recent } = await answerOf(await shop.owner.get("/api/metrics/recent"));
    assert.ok(recent.requests.reduce((sum: number, count: number) => sum + count, 0) > 0);
    assert.deepEqual(
      new Set([recent.errors, recent.commit_ms, recent.connected, recent.rss_bytes].map(({ length }) => length)),
      new Set([recent.requests.length]),
    );
    assert.equal((await shop.chloe.get("/api/metrics/recent")).status, 403);

    const [{ cle_id }] = await shop.rows("SELECT cle_id FROM journal_fiscal WHERE genre = 'cle'");
    const fact = (name: string) => page.locator(".server-fact", { hasText: name }).locator("dd");
    assert.equal(await fact("Clé qui signe les tickets").innerText(), cle_id);
    assert.equal(await fact("Autorité HTTPS").innerText(), "aucune");
    const { body: { database } } = await answerOf(await shop.owner.get("/api/metrics"));
    assert.equal(await fact("Base de données").innerText(), inBytes(database.size_bytes, "fr"));
    assert.match(await fact("Dernières écritures").innerText(), /^[\d,]+\s[kM]o$/);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "the server's figures and copies are shown without its keys, and a key that there is later is shown as well",
  BROWSER,
  async () => {
    await using console = await openConsole([]);
    const { page } = console.desk;
    await page.route("**/api/network", (route) => route.abort());
    await console.desk.section("Système");
    await page.locator(".small-chart").first().waitFor();
    const authority = page.locator(".server-fact", { hasText: "Autorité HTTPS" }).locator("dd");
    await page.unroute("**/api/network");
    await authority.getByText("aucune").waitFor();
    await page.route("**/api/network", (route) => route.fulfill({ json: { https: { fingerprint: "AB:CD" } } }));
    await authority.getByText("AB:CD").waitFor();
  },
);

Deno.test("a chart's line goes from nothing to the highest and ends at the right, however few its values", () => {
  assert.equal(pointsOf([0, 5, 10], 3, 10), "0.0,39.0 150.0,20.0 300.0,1.0");
  assert.equal(pointsOf([4], 3, 4), "300.0,1.0");
  assert.equal(pointsOf([0, 0], 3, 0), "150.0,39.0 300.0,39.0");
  assert.equal(pointsOf([], 3, 0), "");
});
