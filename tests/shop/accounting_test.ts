/** What the accountant is given: one balanced entry for each Z, numbered without a gap, in a format that real software reads. */
import assert from "node:assert/strict";
import { cashJournalText } from "../../server/shop/accounting/cash_journal.ts";
import { fecText, latin9 } from "../../server/shop/accounting/fec.ts";
import type { Entry, EntryLine } from "../../server/shop/accounting/entries.ts";
import { answerOf } from "../support/server.ts";
import {
  CAFE,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  JOURNAL,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  refund,
  refused,
  Shop,
  sold,
} from "../support/shop.ts";

const [CONSIGNE, CADEAU] = [50, 51];
const SIRET = "73282932000074";

let shop: Shop;
/** What the first day's two Z and the second day's one say, as signed. */
const signed: Record<string, number | object>[] = [];

/**
 * A morning with everything that a Z can hold, a Z, an evening and a second Z; a day on which nothing happened; a day on which more
 * came back than was sold.
 */
Deno.test.beforeAll(async () => {
  shop = await Shop.open(["chloe"], { at: "2026-03-10T08:00:00.000Z", zone: "Europe/Paris" });
  const { chloe, owner } = shop;
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, 0, ?)";
  ok(await owner.query("insert", into, [CONSIGNE, "Consigne bocal", 200, "consigne"]));
  ok(await owner.query("insert", into, [CADEAU, "Carte cadeau 50", 5_000, "carte_cadeau"]));
  const z = async (day: string) => signed.push(ok(await close(owner, "jour", day)));

  ok(await openTill(chloe, 10_000));
  const lamp = await draft(chloe, [LAMPE, PAIN]);
  ok(await pay(chloe, lamp, [card(2_000), cash(120)]));
  await sold(chloe, [CAFE, JOURNAL, { produit: CONSIGNE, quantite: 3_000 }], [cash(10_000)]);
  await sold(chloe, [CADEAU], [card(5_000)]);
  const back = ok(await refund(chloe, lamp, { [lamp.lignes[0]!]: 1_000 }, [{ mode: "avoir", montant: 2_000 }]));
  await sold(chloe, [PAIN], [{ mode: "avoir", montant: 120, code: back.bons[0].code } as Paid]);
  const move = (genre: string, sens: string, montant: number) =>
    command(owner, "/api/caisses/C1/mouvement", { genre, sens, montant, motif: "soir" });
  ok(await move("banque", "sortie", 2_000));
  ok(await move("monnaie", "entree", 500));
  ok(await closeTill(chloe, 9_000, "C1", "à revoir"));
  await z("2026-03-10");
  ok(await openTill(chloe, 9_050));
  const evening = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, evening, [cash(2_000)]));
  ok(await closeTill(chloe, 11_050));
  await z("2026-03-10");

  shop.server.clock.put("2026-03-12T08:00:00.000Z");
  ok(await openTill(chloe, 11_050));
  ok(await refund(chloe, evening, { [evening.lignes[0]!]: 1_000 }, [cash(2_000)]));
  await sold(chloe, [PAIN], [cash(120)]);
  ok(await closeTill(chloe, 9_170));
  await z("2026-03-12");
});
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
