/** Receipt printers of a shop: set by the owner, tried, refused where they may not be; what is printed once, and what a power cut leaves. */
import assert from "node:assert/strict";
import { comptoir } from "../support/command_line.ts";
import { eventually } from "../support/feed.ts";
import { TestPrinter } from "../support/printer.ts";
import { PASSWORD } from "../support/server.ts";
import { command, ok, refused, Shop } from "../support/shop.ts";

const ADD = "INSERT INTO imprimantes (nom, adresse) VALUES (?, ?)";
const add = async (shop: Shop, printer: TestPrinter, name = "Comptoir"): Promise<number> =>
  ok(await shop.owner.query("insert", ADD, [name, printer.address])).last_insert_id;
const tryOut = (shop: Shop, id: number) => command(shop.owner, `/api/imprimantes/${id}/essai`);
const states = async (shop: Shop) =>
  (await shop.rows("SELECT etat, raison FROM impressions ORDER BY id")).map(({ etat, raison }) =>
    raison === null ? etat : `${etat} ${raison}`
  );
const ended = async (shop: Shop, ...expected: string[]) =>
  await eventually(async () => JSON.stringify(await states(shop)) === JSON.stringify(expected), `prints end as ${expected}`);

Deno.test("the owner sets a printer, tries it, and is told in three ways how a print ended; what was refused is sent again by hand", async () => {
  await using shop = await Shop.open(["chloe"]);
  await using printer = await TestPrinter.open();
  const { owner, chloe } = shop;
  for (
    const address of [
      ...["8.8.8.8", "172.32.0.1", "169.254.169.254", "192.168.evil.com", "192.168.1.2.3", "printer.local", "/etc/passwd"],
      ...["10.0.0.1:80", "10.0.0.1:9100", "192.168.1.1:91011", "/dev/sda", "/dev/usb/lp0/../sda", "10.0.0.1 ", ""],
    ]
  ) {
    const body = refused(await owner.query("insert", ADD, ["X", address]), 409, "constraint_violation");
    assert.equal(body.constraint, "rule:printer_address", address);
  }
  for (const address of ["192.168.1.50", "10.0.0.7:9101", "172.16.0.9", "/dev/usb/lp0"]) {
    const { last_insert_id: id } = ok(await owner.query("insert", ADD, [address, address]));
    ok(await owner.query("delete", "DELETE FROM imprimantes WHERE id = ?", [id]));
  }
  refused(await chloe.query("select", "SELECT * FROM imprimantes"), 400, "sql_error");
  refused(await chloe.query("select", "SELECT * FROM impressions"), 400, "sql_error");

  const id = await add(shop, printer);
  refused(await tryOut(shop, id + 1), 404, "not_found");
  const job = ok(await tryOut(shop, id));
  assert.deepEqual([job.genre, job.etat], ["essai", "en_attente"]);
  await ended(shop, "imprimee");
  const [ticket] = printer.documents;
  for (const text of ["16: é è à ç œ Œ € « »", "127.", "1234567890".repeat(5).slice(0, 44) + " 48|"]) {
    assert.ok(ticket!.lines.some((line) => line.includes(text)), `${text}: ${ticket!.lines.join("\n")}`);
  }
  assert.ok(ticket!.cut && !ticket!.openedDrawer);

  printer.faults.trouble = "paper";
  const second = ok(await tryOut(shop, id));
  await ended(shop, "imprimee", "refusee papier");
  printer.faults.trouble = "low";
  ok(await command(owner, `/api/impressions/${second.id}/relancer`));
  await ended(shop, "imprimee", "imprimee fin_de_papier");
  refused(await command(owner, `/api/impressions/${second.id}/relancer`), 409, "invalid_state");

  printer.faults.trouble = null;
  printer.faults.pulledAt = 40;
  const third = ok(await tryOut(shop, id));
  await ended(shop, "imprimee", "imprimee fin_de_papier", "inconnue coupure");
  refused(await command(owner, `/api/impressions/${third.id}/relancer`), 409, "invalid_state");
  ok(await command(owner, `/api/impressions/${third.id}/ecarter`, { sorti: true }));
  await printer.turnOff();
  const fourth = ok(await tryOut(shop, id));
  await ended(shop, "imprimee", "imprimee fin_de_papier", "imprimee coupure", "refusee absente");
  ok(await command(owner, `/api/impressions/${fourth.id}/ecarter`));
  assert.equal((await states(shop)).at(-1), "ecartee absente");
  assert.equal(shop.inspect((db) => db.prepare("SELECT count(*) AS n FROM _impressions_documents").get()!["n"]), 0);

  ok(await owner.query("update", "UPDATE caisses SET imprimante_id = ? WHERE nom = 'C1'", [id]));
  ok(await owner.query("delete", "DELETE FROM imprimantes WHERE id = ?", [id]));
  assert.deepEqual(await shop.rows("SELECT nom FROM caisses WHERE imprimante_id IS NOT NULL"), []);
});

Deno.test("how a print ended at a printer that was removed meanwhile is said of no other's that has its number now", async () => {
  await using shop = await Shop.open([]);
  await using gone = await TestPrinter.open();
  await using printer = await TestPrinter.open();
  const id = await add(shop, gone);
  gone.faults.muteThen = true;
  const { id: job } = ok(await tryOut(shop, id));
  await eventually(() => gone.documents.length === 1, "the document arrives");
  ok(await shop.owner.query("delete", "DELETE FROM imprimantes WHERE id = ?", [id]));
  assert.equal(ok(await tryOut(shop, await add(shop, printer))).id, job);
  await ended(shop, "imprimee");
  assert.equal(printer.documents.length, 1);
});

Deno.test("a server that is killed prints once what it had not begun, and says unknown of what it had, or of what waited in a backup", async () => {
  await using shop = await Shop.open([]);
  await using printer = await TestPrinter.open();
  const id = await add(shop, printer);
  // Asked how it is, it says nothing: the job is not begun.
  printer.faults.mute = true;
  ok(await tryOut(shop, id));
  await shop.server.kill();
  printer.faults.mute = false;
  shop.server = await shop.server.restart();
  await ended(shop, "imprimee");
  assert.equal(printer.documents.length, 1);

  printer.faults.muteThen = true;
  ok(await tryOut(shop, id));
  await eventually(() => printer.documents.length === 2, "the document arrives");
  await shop.server.kill();
  printer.faults.muteThen = false;
  shop.server = await shop.server.restart();
  await ended(shop, "imprimee", "inconnue coupure");
  assert.equal(printer.documents.length, 2);

  // A backup in which one waits, which is printed after it was made.
  await printer.turnOff();
  ok(await tryOut(shop, id));
  await ended(shop, "imprimee", "inconnue coupure", "refusee absente");
  await printer.turnOn();
  const backup = `${shop.server.dir}.copy.db`;
  try {
    await shop.aside((db) => {
      db.exec("UPDATE impressions SET etat = 'en_attente', raison = NULL, fini_le = NULL WHERE etat = 'refusee'");
      db.exec(`VACUUM INTO '${backup}'`);
    });
    await ended(shop, "imprimee", "inconnue coupure", "imprimee");
    await shop.server.stop();
    const { code, err } = await comptoir("restore", backup, "--data", shop.server.dir);
    assert.equal(code, 0, err);
    shop.server = await shop.server.restart();
    await shop.owner.signIn("patron", PASSWORD);
    await ended(shop, "imprimee", "inconnue coupure", "inconnue");
    ok(await tryOut(shop, id));
    await ended(shop, "imprimee", "inconnue coupure", "inconnue", "imprimee");
    assert.equal(printer.documents.length, 4);
  } finally {
    await Deno.remove(backup);
  }
});
