/** The team in the owner's console: accounts, who is signed in, and who may do what, as the API has them. */
import assert from "node:assert/strict";
import { BROWSER } from "../support/browser.ts";
import { openConsole } from "../support/owner_console.ts";
import { eventually } from "../support/feed.ts";
import { PASSWORD } from "../support/server.ts";

Deno.test(
  "the owner renames a person, gives another role and a new password, disables the account and enables it again",
  BROWSER,
  async () => {
    await using console = await openConsole(["nora"]);
    const { desk, desk: { page, complaints }, shop } = console;
    const stored = async () => (await shop.rows("SELECT nom, role, actif FROM equipe WHERE nom <> 'patron'"))[0];
    await desk.section("Équipe");
    await page.getByRole("link", { name: "nora", exact: true }).click();
    await page.getByLabel("Nom", { exact: true }).fill("Nora Petit");
    await page.getByLabel("Rôle").selectOption({ label: "Caisse" });
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Enregistré.").waitFor();
    await page.getByRole("link", { name: "Nora Petit", exact: true }).waitFor();
    assert.deepEqual(await stored(), { nom: "Nora Petit", role: "caisse", actif: 1 });

    await page.getByRole("button", { name: "Nouveau mot de passe" }).click();
    await page.getByLabel("Nouveau mot de passe", { exact: true }).fill("court");
    await page.getByRole("button", { name: "Changer", exact: true }).click();
    await page.getByRole("dialog").getByText("10 caractères").first().waitFor();
    await page.getByRole("button", { name: "En proposer un" }).click();
    const password = await page.getByLabel("Nouveau mot de passe", { exact: true }).inputValue();
    assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
    await page.getByRole("button", { name: "Changer", exact: true }).click();
    await page.getByText("Le mot de passe de Nora Petit est changé.").waitFor();
    const signIn = async (password: string) => (await shop.nora.post("/api/auth", { username: "nora", password })).status;
    assert.deepEqual([await signIn(PASSWORD), await signIn(password)], [401, 200]);

    await page.getByRole("button", { name: "Donner un code PIN" }).click();
    await page.getByLabel("Code PIN", { exact: true }).fill("1234");
    await page.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Trop facile à deviner").waitFor();
    await page.getByLabel("Code PIN", { exact: true }).fill("739154");
    await page.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("Le code PIN de Nora Petit est enregistré.").waitFor();
    await page.getByText("nora · Code PIN", { exact: true }).waitFor();
    const hasPin = () => shop.inspect((db) => db.prepare("SELECT count(*) AS n FROM _pins").get()!["n"]);
    assert.equal(Number(hasPin()), 1);
    await page.getByRole("button", { name: "Retirer le code PIN" }).click();
    await page.getByText("Nora Petit n’a plus de code PIN.").waitFor();
    assert.equal(Number(hasPin()), 0);

    await page.getByRole("button", { name: "Désactiver" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Désactiver" }).click();
    await page.getByRole("button", { name: "Réactiver" }).waitFor();
    assert.deepEqual([(await stored()).actif, await signIn(password)], [0, 401]);
    await page.getByRole("button", { name: "Réactiver" }).click();
    await page.getByRole("button", { name: "Désactiver" }).waitFor();
    assert.deepEqual([(await stored()).actif, await signIn(password)], [1, 200]);
    assert.deepEqual(complaints, []);
  },
);

Deno.test(
  "whoever is signed in is listed with device and address, and is out at once when the owner ends it",
  BROWSER,
  async () => {
    await using console = await openConsole(["nora"]);
    const { desk, desk: { page, complaints }, shop } = console;
    await desk.section("Équipe");
    const row = page.locator(".sessions tbody tr", { hasText: "nora" });
    await row.getByText(shop.nora.address, { exact: true }).waitFor();
    await page.locator(".sessions tbody tr", { hasText: "patron" }).getByText("Chrome · Linux").first().waitFor();
    assert.equal((await shop.nora.get("/api/auth")).status, 200, "the premise");
    await row.getByRole("button", { name: "Déconnecter nora de" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Déconnecter", exact: true }).click();
    await row.waitFor({ state: "detached" });
    assert.equal((await shop.nora.get("/api/auth")).status, 401);
    assert.deepEqual(complaints, []);
  },
);

Deno.test("the owner changes the own password from the palette, and is told when the present one is wrong", BROWSER, async () => {
  await using console = await openConsole([]);
  const { desk: { page, expected, complaints }, shop } = console;
  expected.add("401 /api/auth/password").add("403 /api/auth/password");
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("dialog").getByRole("combobox").fill("mon mot de passe");
  await page.getByRole("option", { selected: true }).filter({ hasText: "Changer mon mot de passe" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByLabel("Mot de passe actuel").fill("pas le bon du tout");
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill("un tout nouveau");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("alert").waitFor();
  await page.getByLabel("Mot de passe actuel").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText("Votre mot de passe est changé.").waitFor();
  await eventually(
    async () => (await shop.owner.post("/api/auth", { username: "patron", password: "un tout nouveau" })).status === 200,
    "the new one",
  );
  assert.deepEqual(complaints, []);
});
