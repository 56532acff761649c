/** What the accountant is given, each out of the Z alone: balanced entries numbered without a gap, the file, the cash journal; and what a Z says. */
import assert from "node:assert/strict";
import { cashJournalText } from "../../server/shop/accounting/cash_journal.ts";
import { fecText, latin9 } from "../../server/shop/accounting/fec.ts";
import { type Entry, type EntryLine, LETTERS } from "../../server/shop/accounting/entries.ts";
import { accounting as en } from "../../client/owner/sections/books/accounting_en.ts";
import { accounting as fr } from "../../client/owner/sections/books/accounting_fr.ts";
import { openAccounted, type Signed, SIRET } from "../support/accounted_shop.ts";
import { answerOf } from "../support/server.ts";
import { closeConfirmed, ok, refused, type Shop } from "../support/shop.ts";

let shop: Shop;
let signed: Signed;

Deno.test.beforeAll(async () => void ({ shop, signed } = await openAccounted()));
Deno.test.afterAll(() => shop[Symbol.asyncDispose]());

const ledger = async (period: string) => ok(await answerOf(await shop.owner.get(`/api/ecritures/${period}`)));
const sums = (lines: readonly EntryLine[], account: string) =>
  lines.filter(({ compte }) => compte === account).reduce((sum, { debit, credit }) => sum + debit - credit, 0);

Deno.test("an entry for each Z with an amount, numbered without a gap; each says what its Z says, to the cent, and balances", async () => {
  const { ecritures, du, au, totaux } = await ledger("2026-03") as { ecritures: Entry[] } & Record<string, string | EntryLine[]>;
  assert.deepEqual([du, au], ["2026-03-01", "2026-03-31"]);
  assert.deepEqual(
    ecritures.map(({ numero, date, piece, validee_le }) => [numero, date, piece, validee_le]),
    [
      [1, "2026-03-10", "Z-2026-03-10", "2026-03-10"],
      [2, "2026-03-10", "Z-2026-03-10-2", "2026-03-10"],
      [3, "2026-03-12", "Z-2026-03-12", "2026-03-12"],
    ],
  );
  for (const [at, { lignes }] of ecritures.entries()) {
    // deno-lint-ignore no-explicit-any -- an answer
    const z = signed[at] as any;
    const [debit, credit] = [lignes.reduce((sum, one) => sum + one.debit, 0), lignes.reduce((sum, one) => sum + one.credit, 0)];
    assert.equal(debit, credit);
    assert.ok(lignes.every(({ debit, credit }) => (debit === 0) !== (credit === 0) && debit >= 0 && credit >= 0));
    const letter = (wanted: string) =>
      lignes.filter(({ lettre }) => lettre === wanted).reduce((sum, { debit, credit }) => sum + credit - debit, 0);
    assert.deepEqual([letter("A"), letter("B"), letter("A") + letter("B")], [z.total_ht, z.total_tva, z.total_ttc]);
    assert.equal(letter("G"), 0);
    assert.equal(letter("C"), z.hors_champ.reduce((sum: number, { total }: { total: number }) => sum + total, 0));
    assert.equal(-letter("D"), z.paiements.reduce((sum: number, { total }: { total: number }) => sum + total, 0));
    for (const shares of [z.vendeurs, z.categories, z.heures]) {
      assert.equal(shares.reduce((sum: number, { total_ttc }: { total_ttc: number }) => sum + total_ttc, 0), z.total_ttc);
    }
  }
  const [first, second, third] = ecritures.map(({ lignes }) => lignes) as [EntryLine[], EntryLine[], EntryLine[]];
  // 20,00 and 50,00 by card; 20,00 of a voucher given less 1,20 used; three deposits; a gift card; the bank; what was missing.
  assert.deepEqual(
    ["511500", "419800", "419600", "419100", "580000", "658000"].map((account) => sums(first, account)),
    [7_000, -1_880, -600, -5_000, 1_500, 820],
  );
  const cashOf = (lines: readonly EntryLine[]) => sums(lines, "530000");
  // What the drawers were left with, from what they began with: the float was there before.
  assert.deepEqual(ecritures.map(({ lignes }) => cashOf(lignes)), [9_000 - 10_000, 11_050 - 9_000, 9_170 - 11_050]);
  assert.equal(sums(second, "758000"), -50);
  assert.ok(sums(third, "707120") > 0, "more came back than was sold: on the other side");
  assert.ok(totaux!.length >= 6);
});

Deno.test("an entry keeps its number in each file; a day has those of its Z, and an address that is no period none", async () => {
  const day = await ledger("2026-03-12");
  assert.deepEqual(day.ecritures.map(({ numero }: Entry) => numero), [3]);
  assert.deepEqual((await ledger("2026")).ecritures.map(({ numero }: Entry) => numero), [1, 2, 3]);
  assert.deepEqual([(await ledger("2025")).ecritures, (await ledger("2025")).totaux], [[], []]);
  for (const bad of ["2026-13", "2026-02-30", "hier", "2026-3", "%00"]) {
    refused(await answerOf(await shop.owner.get(`/api/ecritures/${bad}`)), 404, "not_found");
    refused(await answerOf(await shop.owner.get(`/api/ecritures/${bad}/fec`)), 404, "not_found");
  }
  refused(await answerOf(await shop.owner.get("/api/ecritures/2025/journal")), 404, "not_found");
  for (const path of ["/api/comptes", "/api/ecritures/2026-03", "/api/ecritures/2026-03/fec"]) {
    refused(await answerOf(await shop.chloe.get(path)), 403, "forbidden");
  }
});

Deno.test("the file: named by the SIREN, which must be there; 18 columns, plain dates, decimal commas, balanced, ISO 8859-15", async () => {
  const without = refused(await answerOf(await shop.owner.get("/api/ecritures/2026-03/fec")), 409, "constraint_violation");
  assert.equal(without.constraint, "rule:siret_missing");
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = ?", [SIRET]));
  const label = "Caisse | 'été' — œuf à 1 €\t\n漢字";
  ok(await shop.owner.query("insert", "INSERT INTO comptes_comptables VALUES ('especes', '531000', ?)", [label]));
  for (const number of ["53", "5A1", "930000", "531 000", "", "53100a"]) {
    const change = await shop.owner.query("update", "UPDATE comptes_comptables SET numero = ?", [number]);
    assert.equal(refused(change, 409, "constraint_violation").constraint, "rule:account_number");
  }
  refused(await shop.chloe.query("select", "SELECT * FROM comptes_comptables"), 400, "sql_error");

  const response = await shop.owner.get("/api/ecritures/2026-03/fec");
  assert.equal(response.headers.get("content-disposition"), 'attachment; filename="732829320FEC20260331.txt"');
  assert.equal(response.headers.get("content-type"), "text/plain; charset=iso-8859-15");
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder("iso-8859-15").decode(bytes);
  assert.ok(text.endsWith("\r\n") && !text.replaceAll("\r\n", "").includes("\n"));
  const [head, ...rows] = text.slice(0, -2).split("\r\n").map((line) => line.split("\t"));
  assert.equal(head!.length, 18);
  assert.ok(rows.length > 20 && rows.every((cells) => cells.length === 18));
  const column = (name: string) => rows.map((cells) => cells[head!.indexOf(name)]!);
  for (const name of ["EcritureDate", "PieceDate", "ValidDate"]) {
    assert.ok(column(name).every((date) => /^202603\d\d$/.test(date)));
  }
  for (const name of ["Debit", "Credit"]) assert.ok(column(name).every((amount) => /^\d+,\d\d$/.test(amount)));
  const cents = (name: string) => column(name).reduce((sum, amount) => sum + Number(amount.replace(",", "")), 0);
  assert.equal(cents("Debit"), cents("Credit"));
  assert.ok(
    ["EcritureNum", "EcritureLib", "PieceRef", "CompteNum", "CompteLib"].every((name) =>
      column(name).every((cell) => cell !== "")
    ),
  );
  assert.ok(column("CompteLib").includes("Caisse 'été' ? œuf à 1 € ??"), "marks go where the file has them not");
  assert.ok(bytes.includes(0xa4) && bytes.includes(0xbd));

  const plan = ok(await answerOf(await shop.owner.get("/api/comptes"))).comptes;
  const uses = plan.map(({ cle }: { cle: string }) => cle).filter((cle: string) => !/^(?:vente|tva):/.test(cle));
  for (const { uses: known, letters } of [fr, en]) {
    assert.deepEqual(uses.filter((cle: string) => !Object.hasOwn(known, cle)), [], "the page has a word for each account");
    assert.deepEqual(Object.keys(LETTERS).filter((letter) => !Object.hasOwn(letters, letter)), [], "and for each letter");
  }
  assert.deepEqual(plan[0], { cle: "especes", numero: "531000", libelle: label, choisi: true });
  assert.ok(
    plan.some(({ cle, numero, choisi }: Record<string, unknown>) => cle === "tva:550" && numero === "445715" && choisi === false),
  );
});

Deno.test("the cash journal: a table whose totals are those of its letters, and of both sides", async () => {
  const response = await shop.owner.get("/api/ecritures/2026-03/journal");
  assert.match(response.headers.get("content-disposition")!, /comptoir-journal-de-caisse-2026-03\.csv/);
  const rows = (await response.text()).replace("\uFEFF", "").trimEnd().split("\r\n").map((line) => line.split(";"));
  const cents = (cell: string) => cell === "" ? 0 : Number(cell.replace(",", ""));
  const lines = rows.slice(1).filter(([date]) => date !== "");
  const totals = rows.slice(1).filter(([date]) => date === "");
  for (const [, , , , , , debit, credit, letter] of totals) {
    const of = lines.filter((line) => letter === "" || line.at(-1) === letter);
    assert.equal(cents(debit!), of.reduce((sum, line) => sum + cents(line[6]!), 0), `debit ${letter}`);
    assert.equal(cents(credit!), of.reduce((sum, line) => sum + cents(line[7]!), 0), `credit ${letter}`);
  }
  assert.equal(totals.at(-1)![6], totals.at(-1)![7]);
});

Deno.test("no text of a shop breaks the file: every character there is, in a label, leaves 18 columns a line and no empty cell", () => {
  const line = (libelle: string): EntryLine => ({
    ...{ lettre: "A", compte: "530000", compte_libelle: libelle, libelle, debit: 1, credit: 0 },
  });
  for (let first = 0; first < 0x11000; first += 64) {
    const every = Array.from({ length: 64 }, (_, at) => String.fromCodePoint(first + at)).join("");
    const ecritures = [{ numero: 1, date: "2026-03-10", piece: "Z-1", validee_le: "2026-03-10", lignes: [line(every)] }];
    const text = new TextDecoder("iso-8859-15").decode(latin9(fecText(ecritures)));
    const rows = text.split("\r\n");
    assert.equal(rows.length, 3, `from ${first}`);
    const cells = rows[1]!.split("\t");
    assert.ok(cells.length === 18 && cells[5] !== "" && !/[\p{Cc}|]/u.test(cells[5]!), `from ${first}`);
    const table = cashJournalText({
      periode: "2026",
      du: "2026-01-01",
      au: "2026-12-31",
      siren: null,
      fichier_fec: null,
      ecritures,
      totaux: [],
    });
    assert.ok(table.startsWith("\uFEFFDate;"));
  }
});

Deno.test("a Z says who sold, in which category and hour, what was taken off, vouchers and what was dropped before payment; a month adds its days up", async () => {
  shop.server.clock.put("2026-04-01T08:00:00.000Z");
  const month = ok(await closeConfirmed(shop.owner, "mois", "2026-03"));
  // deno-lint-ignore no-explicit-any -- answers
  const [first, second, third] = signed as any[];
  const chloe = first.vendeurs[0].id;
  assert.deepEqual(first.vendeurs, [{ id: chloe, nom: "chloe", tickets: 5, total_ttc: 840 }]);
  assert.deepEqual(first.heures, [{ heure: 9, tickets: 5, total_ttc: 840 }]);
  assert.deepEqual(first.categories.map(({ nom, lignes, total_ttc }: Record<string, unknown>) => [nom, lignes, total_ttc]), [
    [null, 6, 840],
  ]);
  assert.deepEqual(first.bons, [
    { genre: "avoir", mouvement: "emission", nombre: 1, total: 2_000 },
    { genre: "avoir", mouvement: "utilisation", nombre: 1, total: -120 },
    { genre: "carte_cadeau", mouvement: "emission", nombre: 1, total: 5_000 },
  ]);
  assert.deepEqual([first.remises, first.annulations], [[], [{ genre: "ticket", nombre: 1, total: 620 }]]);
  assert.deepEqual([second.remises, second.annulations, second.bons], [
    [{ genre: "ticket", nombre: 1, total: 333 }],
    [],
    [],
  ]);
  assert.deepEqual(third.remises, [], "what comes back is no discount");
  assert.deepEqual(month.annulations, first.annulations);
  assert.deepEqual(month.bons, first.bons);
  assert.deepEqual(month.remises, second.remises);
  const tickets = first.tickets + second.tickets + third.tickets;
  assert.deepEqual([month.vendeurs.length, month.vendeurs[0].tickets, month.vendeurs[0].total_ttc], [
    1,
    tickets,
    month.total_ttc,
  ]);
});
