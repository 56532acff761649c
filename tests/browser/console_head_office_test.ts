/** The owner links the shop to head office, reads how that stands, and ends it: in a real browser, with a real database. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { BROWSER, routed } from "../support/browser.ts";
import { HeadOffice } from "../support/head_office.ts";
import { openConsole } from "../support/owner_console.ts";
import { Postgres, postgresPrograms } from "../support/postgres.ts";
import { eventually } from "../support/till_client.ts";

routed();

const ignore = BROWSER.ignore || postgresPrograms() === null;
if (ignore) console.log("ignored: the console's link to head office needs Chromium and a PostgreSQL (Debian: postgresql)");

Deno.test("head office's file is chosen in the console, which says what is there and what is wrong, and ends it", {
  ...BROWSER,
  ignore,
}, async () => {
  await using postgres = await Postgres.start();
  await using office = await HeadOffice.open(postgres);
  await using console = await openConsole([]);
  const { desk, shop } = console;
  const { page } = desk;
  await desk.section("Système");
  const pane = page.locator("section", { has: page.locator("#head-office-title") });
  const choose = (name: string, text: string) =>
    pane.getByLabel("Fichier du siège").setInputFiles({
      name,
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });

  await pane.getByRole("button", { name: "Choisir le fichier" }).waitFor();
  await choose("autre.json", "{}");
  await pane.getByText("n'est pas un fichier de").waitFor();
  const file = await office.enrol("Lyon");
  await choose("comptoir-lyon.json", await Deno.readTextFile(file));
  await pane.getByText("À jour").waitFor();
  await office.hasAll(shop, "lyon");
  await eventually("all is told as sent", async () => {
    const sent = await office.received("lyon");
    const facts = await pane.locator(".server-fact").allInnerTexts();
    return facts.some((text) => text.replace(/\D/g, "") === String(sent)) && facts.some((text) => /Retard\s*aucun/.test(text))
      ? true
      : null;
  });
  assert.match(await pane.innerText(), new RegExp(`127\\.0\\.0\\.1:${postgres.port}/`));

  const published = async (kind: string, content: object, ...more: readonly string[]) => {
    const { code, err } = await office.publish(kind, content, ...more);
    assert.equal(code, 0, err);
  };
  await published("articles", { articles: [{ reference: "THE", libelle: "Thé vert", prix_ttc: 490, tva: 550 }] });
  await published("prices", { prix: [{ reference: "NADA", prix_ttc: 100 }] });
  await published("prices", { prix: [{ reference: "THE", prix_ttc: 520 }] }, "--from", "2999-01-01T06:00");
  const rows = pane.locator(".row");
  await rows.nth(2).waitFor();
  const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.match(texts[0]!, /^Prix .* à partir du 1 janv\. 2999.* Thé vert : 4,90 € → 5,20 € Prévu$/);
  assert.match(texts[1]!, /^Prix .* ligne 1 : cet article n'est pas connu de cette boutique Refusé$/);
  assert.match(texts[2]!, /^Articles .* · ajouts : 1, changements : 0 Appliqué$/);

  await postgres.stop();
  await pane.getByText("La base du siège ne répond pas").waitFor();
  await pane.getByText("En attente").waitFor();
  await postgres.resume();
  await pane.getByText("À jour").waitFor();

  await pane.getByRole("button", { name: "Quitter le siège" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Quitter le siège" }).click();
  await pane.getByRole("button", { name: "Choisir le fichier" }).waitFor();
  assert.equal((await (await shop.owner.get("/api/head-office")).json()).link, null);
});
