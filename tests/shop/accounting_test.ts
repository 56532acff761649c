/** What the accountant and the State are given, each out of the Z alone: balanced entries numbered without a gap, and the report of sales. */
import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { cashJournalText } from "../../server/shop/accounting/cash_journal.ts";
import { fecText, latin9 } from "../../server/shop/accounting/fec.ts";
import { type Entry, type EntryLine, LETTERS } from "../../server/shop/accounting/entries.ts";
import { accounting as en } from "../../client/owner/sections/books/accounting_en.ts";
import { accounting as fr } from "../../client/owner/sections/books/accounting_fr.ts";
import { schemaFaults } from "../support/flux10.ts";
import { answerOf } from "../support/server.ts";
import { fetchArchive } from "../support/verifier.ts";
import { withProgram } from "../support/where.ts";
import {
  CAFE,
  cancel,
  card,
  cash,
  close,
  closeConfirmed,
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
  sent,
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
  shop = await Shop.open(["nora", "chloe"], { at: "2026-03-10T08:00:00.000Z", zone: "Europe/Paris" });
  const { chloe, nora, owner } = shop;
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, 0, ?)";
  ok(await owner.query("insert", into, [CONSIGNE, "Consigne bocal", 200, "consigne"]));
  ok(await owner.query("insert", into, [CADEAU, "Carte cadeau 50", 5_000, "carte_cadeau"]));
  const z = async (day: string) => signed.push(ok(await close(owner, "jour", day)));

  ok(await openTill(chloe, 10_000));
  ok(await cancel(nora, await sent(nora, [CAFE, PAIN]), { motif: "le client est parti" }));
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
  ok(await pay(chloe, await draft(chloe, [LAMPE, PAIN, CAFE], 333), [card(2_287)]));
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

Deno.test("the archive's tables are explained column by column, stand on one basis, and say where a refund comes from", async () => {
  const files = unzipSync(await fetchArchive(shop.owner, "2026-03"));
  const cells = (name: string) =>
    strFromU8(files[name]!).replace("\uFEFF", "").trimEnd().split("\r\n").map((line) => line.split(";"));
  const table = (name: string) => {
    const [head, ...rows] = cells(name);
    return rows.map((row) => Object.fromEntries(head!.map((column, at) => [column, row[at]!])));
  };
  const explained = table("dictionnaire.csv").map(({ fichier, colonne }) => `${fichier} ${colonne}`);
  const there = ["tickets.csv", "lignes.csv", "paiements.csv", "mouvements_caisse.csv", "reglements.csv"].flatMap((name) =>
    cells(name)[0]!.map((column) => `${name} ${column}`)
  );
  assert.deepEqual(explained, there);
  const tickets = table("tickets.csv");
  const lines = table("lignes.csv");
  const cents = (row: Record<string, string>, column: string) => Number(row[column]);
  for (const one of tickets) {
    const of = lines.filter(({ numero }) => numero === one["numero"]);
    const sum = (column: string, rows = of) => rows.reduce((total, row) => total + cents(row, column), 0);
    const taxed = of.filter(({ nature }) => nature === "bien");
    assert.deepEqual(
      [sum("base_ttc"), sum("base_ht", taxed), sum("base_tva", taxed)],
      [cents(one, "total_ttc"), cents(one, "total_ht"), cents(one, "total_tva")],
      `ticket ${one["numero"]}`,
    );
    const rates = Object.keys(one).filter((column) => /^tva_\d+$/.test(column));
    assert.equal(rates.reduce((total, rate) => total + cents(one, rate), 0), cents(one, "total_tva"));
    assert.equal(one["total_ttc_eur"], euros(cents(one, "total_ttc")));
  }
  assert.ok(
    lines.some((row) => cents(row, "remise_ticket") > 0 && cents(row, "remises") > 0),
    "the premise: a discounted ticket",
  );
  const refunds = tickets.filter(({ type }) => type === "avoir");
  assert.deepEqual(refunds.map(({ origine }) => origine), ["C1-000001", "C1-000006"]);
  assert.ok(refunds.every(({ motif }) => motif !== ""));
  assert.match(tickets[0]!["heure"]!, /^2026-03-10 09:00$/);
});

const toVerify = await withProgram("verify the archive with", "sh", "openssl", "jq");

Deno.test(
  "an archive is verified with openssl by the words of its own page alone, and a changed byte is seen",
  toVerify,
  async () => {
    const folder = await Deno.makeTempDir({ prefix: "comptoir-openssl-" });
    try {
      const files = unzipSync(await fetchArchive(shop.owner, "2026-03"));
      for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(`${folder}/${name}`, bytes);
      const told = strFromU8(files["LISEZMOI.txt"]!).split("\n").filter((line) => line.startsWith("  $ "));
      const script = told.map((line) => line.slice(4)).join("\n");
      const run = async () => {
        const ended = await new Deno.Command("sh", { args: ["-c", script], cwd: folder }).output();
        return new TextDecoder().decode(ended.stdout).trim().split("\n");
      };
      assert.ok(told.length >= 10, "the premise: the page tells how");
      const { cle_id } = JSON.parse(strFromU8(files["manifeste.json"]!));
      assert.deepEqual(await run(), ["Verified OK", cle_id, "Verified OK"]);
      const changed = files["tickets.csv"]!.slice();
      changed[changed.length - 5]! ^= 1;
      await Deno.writeFile(`${folder}/tickets.csv`, changed);
      assert.deepEqual(await run(), ["Verified OK", "altéré : tickets.csv", cle_id, "Verified OK"]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("sales are reported by the scheme's periods, each due on its day: ten days, a month, or two; one that goes on is not ready", async () => {
  const due = async () => ok(await answerOf(await shop.owner.get("/api/ereporting")));
  const scheme = async (regime: string) => ok(await shop.owner.query("update", "UPDATE boutique SET regime_tva = ?", [regime]));
  shop.server.clock.put("2026-03-12T09:00:00.000Z");
  assert.deepEqual((await due()).periodes, [
    { periode: "2026-03-D2", du: "2026-03-11", au: "2026-03-20", echeance: "2026-03-30", etat: "en_cours", factures: 0 },
    { periode: "2026-03-D1", du: "2026-03-01", au: "2026-03-10", echeance: "2026-03-20", etat: "prete", factures: 0 },
  ]);
  await scheme("reel_trimestriel");
  assert.deepEqual((await due()).periodes, [
    { periode: "2026-03", du: "2026-03-01", au: "2026-03-31", echeance: "2026-04-10", etat: "en_cours", factures: 0 },
  ]);
  await scheme("simplifie");
  assert.equal((await due()).periodes[0].echeance, "2026-04-30");
  await scheme("franchise");
  assert.deepEqual((await due()).periodes.map(({ periode, echeance }: Record<string, string>) => [periode, echeance]), [
    ["2026-B2", "2026-05-30"],
  ]);
  assert.equal(
    refused(await shop.owner.query("update", "UPDATE boutique SET regime_tva = 'autre'"), 409, "constraint_violation").code,
    "constraint_violation",
  );
  await scheme("reel_mensuel");
  const named = async (periode: string) => ok(await answerOf(await shop.owner.get(`/api/ereporting/${periode}`)));
  const ends = [];
  for (const periode of ["2026-02-D2", "2026-02-D3", "2028-02-D3", "2026-12-D3", "2026-B6"]) {
    const { du, au, echeance } = await named(periode);
    ends.push([du, au, echeance]);
  }
  assert.deepEqual(ends, [
    ["2026-02-11", "2026-02-20", "2026-02-28"],
    ["2026-02-21", "2026-02-28", "2026-03-10"],
    ["2028-02-21", "2028-02-29", "2028-03-10"],
    ["2026-12-21", "2026-12-31", "2027-01-10"],
    ["2026-11-01", "2026-12-31", "2027-01-30"],
  ]);
  for (const bad of ["2026-03-D4", "2026-13", "2026-B7", "2026", "2026-03-10", "D1"]) {
    refused(await answerOf(await shop.owner.get(`/api/ereporting/${bad}`)), 404, "not_found");
  }
  refused(await answerOf(await shop.chloe.get("/api/ereporting")), 403, "forbidden");
});

Deno.test("a company that asks for an invoice is told to the platform: ticket, SIREN, category, cadre and rates, and what came back of it", async () => {
  const [{ id, numero }] = await shop.rows("SELECT id, numero FROM ventes WHERE jour = '2026-03-10' AND numero = 6");
  const ask = (siren: string | null, person = shop.chloe) => command(person, `/api/ventes/${id}/facture`, { siren });
  for (const bad of ["732829321", "73282932", "73282932A", ""]) {
    assert.equal(refused(await ask(bad), 409, "constraint_violation").constraint, "rule:siren");
  }
  refused(await ask("732829320", shop.nora), 403, "forbidden");
  ok(await ask("552 100 554"));
  assert.equal(ok(await ask("732 829 320", shop.owner)).siren, "732829320");
  const named = "INSERT INTO clients (nom, siren) VALUES ('Bistrot', ?)";
  assert.equal(
    refused(await shop.chloe.query("insert", named, ["732829321"]), 409, "constraint_violation").constraint,
    "rule:siren",
  );
  ok(await shop.chloe.query("insert", named, ["732829320"]));

  const told = async (period: string) => ok(await answerOf(await shop.owner.get(`/api/ereporting/${period}`))).factures;
  const of = { siren: "732829320", nom: null, cadre: "B7" };
  assert.deepEqual(await told("2026-03-D1"), [
    {
      date: "2026-03-10",
      ticket: `C1-${String(numero).padStart(6, "0")}`,
      type: "vente",
      origine: null,
      ...of,
      taux: [
        { categorie: "TLB1", taux: 2_000, base: 1_667, tva: 333 },
      ],
    },
  ]);
  const [back] = await told("2026-03-D2");
  assert.deepEqual([back.type, back.origine, back.siren, back.taux[0].base], ["avoir", "C1-000006", "732829320", -1_667]);
  const listed = ok(await answerOf(await shop.owner.get("/api/ereporting"))).periodes;
  assert.ok(listed.some(({ factures }: { factures: number }) => factures === 1));
  const file = await shop.owner.get("/api/ereporting/2026-03-D1/factures");
  assert.match(file.headers.get("content-disposition")!, /comptoir-ereporting-2026-03-D1-factures\.csv/);
  assert.equal(
    (await file.text()).trimEnd().split("\r\n")[1],
    '2026-03-10;C1-000006;vente;;"=""732829320""";;B7;TLB1;EUR;20;16,67;3,33;20,00',
  );
  ok(await ask(null));
  assert.deepEqual([await told("2026-03-D1"), await told("2026-03-D2")], [[], []]);
});

Deno.test("a report says what the Z of its days say, refunds included; the platform's file wants who reports, and is valid by the State's schemas", async () => {
  const report = async (rest = "") => await shop.owner.get(`/api/ereporting/2026-03-D2${rest}`);
  shop.server.clock.put("2026-03-12T09:00:00.000Z");
  const wanting = async () => refused(await answerOf(await report("/xml")), 409, "constraint_violation").constraint;
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = '', nom = 'Chez <Léa> & Cie'"));
  assert.equal(await wanting(), "rule:siret_missing");
  ok(await shop.owner.query("update", "UPDATE boutique SET siret = ?", [SIRET]));
  assert.equal(await wanting(), "rule:platform_missing");
  for (const bad of ["123", "12345", "12 4", "ab12"]) {
    const change = await shop.owner.query("update", "UPDATE boutique SET matricule_pa = ?", [bad]);
    assert.equal(refused(change, 409, "constraint_violation").constraint, "rule:platform_number");
  }
  ok(await shop.owner.query("update", "UPDATE boutique SET matricule_pa = '0042'"));
  assert.equal(await wanting(), "rule:report_not_ready");
  shop.server.clock.put("2026-03-21T09:00:00.000Z");

  const first = ok(await answerOf(await shop.owner.get("/api/ereporting/2026-03-D1")));
  // deno-lint-ignore no-explicit-any -- an answer
  const [z1, z2, z3] = signed as any[];
  const [day] = first.jours;
  assert.deepEqual([day.categorie, day.base, day.tva], ["TLB1", z1.total_ht + z2.total_ht, z1.total_tva + z2.total_tva]);
  assert.deepEqual(
    [first.jours.length, day.ventes, day.z],
    [1, z1.tickets - z1.avoirs + z2.tickets - z2.avoirs, ["Z-2026-03-10", "Z-2026-03-10-2"]],
  );
  const second = ok(await answerOf(await report()));
  assert.deepEqual([second.jours[0].base, second.jours[0].tva, second.etat], [z3.total_ht, z3.total_tva, "prete"]);
  assert.ok(second.jours[0].base < 0, "the premise: more came back than was sold");
  const rows = (await (await report("/csv")).text()).trimEnd().split("\r\n");
  assert.equal(rows[1], `2026-03-12;EUR;TLB1;20;${euros(-1_667)};${euros(-333)};1;Z-2026-03-12`);

  for (const [name, type] of [["xml", "IN"], ["rectificatif", "RE"]] as const) {
    const xml = await (await report(`/${name}`)).text();
    assert.match(xml, new RegExp(`<TypeCode>${type}</TypeCode>`));
    assert.match(xml, /<Name>Chez &lt;Léa&gt; &amp; Cie<\/Name>/);
    assert.match(xml, /<Id>732829320-2026-03-D2-20260321090\d{3}<\/Id>/);
    assert.match(xml, new RegExp(`<TaxExclusiveAmount>${euros(z3.total_ht).replace(",", ".")}</TaxExclusiveAmount>`));
    assert.deepEqual(await schemaFaults([xml]) ?? [], []);
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

/** `-16,67`. */
function euros(cents: number): string {
  return (cents / 100).toFixed(2).replace(".", ",");
}
