/** Files as shopkeepers have them: read as what they say, and what may be meant in two ways is a fault of its line. */
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { readCell } from "../../shared/files/cells.ts";
import { headsOf, proposed } from "../../shared/files/columns.ts";
import { readTable } from "../../client/owner/files/read_file.ts";
import { UnreadableFile } from "../../shared/files/table.ts";
import { csvRows, digitsAsText } from "../../shared/csv.ts";
import { OWNER_LIMITS } from "../../shared/owner_limits.ts";

const blob = (...parts: BlobPart[]) => new Blob(parts);
const utf8 = (text: string) => new TextEncoder().encode(text);
const ROWS = [["Libellé", "Prix", "Code"], ["Crème, brûlée", "1,50", "0123"]];
const cellsOf = async (file: Blob) => (await readTable(file)).lines.map(({ cells }) => cells);
const wide = (text: string, little: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little);
  return view.buffer;
};
/** A workbook of one sheet, with no more in it than must be. */
function workbook(rows: string): Blob {
  const part = (text: string) => utf8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const related = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  const relations = (text: string) =>
    part(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${text}</Relationships>`);
  return blob(
    zipSync({
      "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
      "xl/workbook.xml": part(
        `<workbook ${main} ${related}><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ),
      "xl/_rels/workbook.xml.rels": relations(relation("rId1", "worksheet", "worksheets/sheet1.xml")),
      "xl/worksheets/sheet1.xml": part(`<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`),
    }) as Uint8Array<ArrayBuffer>,
  );
}
/** Windows-1252 of what stands here, where it is Latin-1 as well. */
const windows = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

Deno.test("the same table is read from any delimiter, encoding and mark, with or without a line that tells the delimiter", async () => {
  const joined = (delimiter: string) => ROWS.map((row) => row.map((cell) => `"${cell}"`).join(delimiter)).join("\r\n");
  for (const delimiter of [";", ",", "\t", "|"]) assert.deepEqual(await cellsOf(blob(joined(delimiter))), ROWS, delimiter);
  const text = joined(";");
  assert.deepEqual(await cellsOf(blob("\ufeff", text)), ROWS);
  assert.deepEqual(await cellsOf(blob(windows(text))), ROWS);
  for (const little of [true, false]) {
    assert.deepEqual(await cellsOf(blob(wide(`\ufeff${text}`, little))), ROWS);
    assert.deepEqual(await cellsOf(blob(wide(text, little))), ROWS);
  }
  assert.deepEqual(await cellsOf(blob(`sep=|\r\n${joined("|")}`)), ROWS);
  assert.deepEqual(await cellsOf(blob("\ufeffsep=,\n", joined(","))), ROWS);
  assert.deepEqual(await cellsOf(blob(text.replaceAll("\r\n", "\r"))), ROWS, "as an old Mac ends its lines");
  assert.deepEqual(await cellsOf(blob("Nom;Prix (TTC, €, net);TVA\nPain;1,20;5,5")), [["Nom", "Prix (TTC, €, net)", "TVA"], [
    "Pain",
    "1,20",
    "5,5",
  ]]);
});

Deno.test("a workbook's first sheet is read with its lines' numbers, codes in all their digits and computed numbers as they are meant", async () => {
  const text = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const number = (place: string, value: string) => `<c r="${place}"><v>${value}</v></c>`;
  const { lines } = await readTable(workbook(
    `<row r="1">${text("A1", "EAN")}${text("B1", "Libellé")}${text("C1", "Prix")}${text("D1", "TVA")}</row>` +
      `<row r="3">${number("A3", "3760000000017")}${text("B3", "Miel d'été")}${number("C3", "12.299999999999999")}` +
      `${number("D3", "5.5E-2")}</row>`,
  ));
  assert.deepEqual(lines, [
    { line: 1, cells: ["EAN", "Libellé", "Prix", "TVA"] },
    { line: 3, cells: ["3760000000017", "Miel d'été", "12.3", "0.055"] },
  ]);
});

Deno.test("a line keeps its number in the file behind blank lines and cells of several lines, and a quote that is not closed is named by its line", async () => {
  const { lines, brokenQuotes } = await readTable(
    blob('a;b\n\n;\n"deux\nlignes";1\nÉcran 24" LED;2\n"TV" 24;3\n"ouvert;4\nx;5\n'),
  );
  assert.deepEqual(lines.map(({ line, cells }) => [line, cells[0]]), [
    [1, "a"],
    [4, "deux\nlignes"],
    [6, 'Écran 24" LED'],
    [7, 'TV" 24;3\n"ouvert;4\nx;5\n'],
  ]);
  assert.deepEqual(brokenQuotes, [7]);
  assert.deepEqual((await readTable(blob('a;b\nx;1\n"ouvert;2\ny;3\n'))).brokenQuotes, [3]);
});

Deno.test("what is too much is refused by why, and is not read to its end", async () => {
  const why = (file: Blob) => readTable(file).then(() => null, (error) => error instanceof UnreadableFile ? error.why : error);
  assert.equal(await why(blob("a;b\n" + "x;1\n".repeat(OWNER_LIMITS.importLines))), null, "the premise: one line less");
  assert.equal(await why(blob("a;b\n" + "x;1\n".repeat(1_000_000))), "tooManyLines");
  assert.equal(await why(blob(new Uint8Array(OWNER_LIMITS.importFileBytes + 1))), "tooLarge");
  assert.equal(await why(blob(";".repeat(OWNER_LIMITS.importColumns + 1) + "a")), "tooManyColumns");
  assert.equal(await why(blob(" \n;;\n")), "empty");
  assert.equal(await why(blob(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0))), "oldWorkbook");
  assert.equal(await why(blob(Uint8Array.of(0x50, 0x4b, 3, 4, 9, 9))), "damagedWorkbook");
  const bomb = zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(OWNER_LIMITS.workbookBytes + 1) });
  assert.ok(bomb.length < OWNER_LIMITS.importFileBytes);
  assert.equal(await why(blob(bomb as Uint8Array<ArrayBuffer>)), "tooLarge");
  assert.equal(await why(workbook('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), "tooManyLines");
});

Deno.test("amounts, rates, counts and codes are read as they are meant, or are faults", () => {
  const good = {
    prix_ttc: {
      "1 234,50 €": 123_450,
      "1\u202f234,5": 123_450,
      "1.234,50": 123_450,
      "1,234.50": 123_450,
      "12": 1_200,
      "0,99": 99,
      "12,500": null,
    },
    tva: {
      "20": 2_000,
      "5,5 %": 550,
      "20.00%": 2_000,
      "0.055": 550,
      "0,2": 2_000,
      "TVA 10%": 1_000,
      "0": 0,
      "2,1": 210,
      "normal": null,
      "120": null,
    },
    stock: { "12": 12_000, "1,25": 1_250, "-3": -3_000, "1 000": 1_000_000, "douze": null, "1,2345": null },
    code_barres: { "0123456": "0123456", '="0376"': "0376", "'0376": "0376", "3,76E+12": null, "3.76e12": null, "E12": "E12" },
    actif: { oui: 1, Non: 0, "En vente": 1, "Retiré": 0, "?": null },
    cout_ht: { "-1": null, "1.234": null, "1,10 EUR": 110 },
    libelle: { "'-20 % promo": "-20 % promo", "l'été": "l'été", ["x".repeat(2_001)]: null },
  } as const;
  for (const [column, cells] of Object.entries(good)) {
    for (const [text, expected] of Object.entries(cells)) {
      const read = readCell(column as keyof typeof good, text);
      if (expected === null) assert.ok(typeof read === "object" && read !== null, `${column}: ${text} → ${read}`);
      else assert.equal(read, expected, `${column}: ${text}`);
    }
  }
  assert.equal(readCell("prix_ttc", " \u00a0"), null, "blank is nothing");
});

Deno.test("columns are known by their names, the second of a name is another, and what was chosen once is proposed again", () => {
  const heads = headsOf(["Code-barres", "Désignation", "Prix de vente TTC", "Prix", "Prix", "", "Taux TVA (%)", "PA HT"]);
  assert.deepEqual(heads.slice(3, 6), ["prix", "prix 2", "colonne 6"]);
  const known = ["code_barres", "libelle", "prix_ttc", null, null, null, "tva", "cout_ht"];
  assert.deepEqual(proposed(heads, "produits", new Map()), known);
  const remembered = new Map([["prix 2", "prix_ttc"], ["designation", ""]]);
  assert.deepEqual(proposed(heads, "produits", remembered), [
    "code_barres",
    null,
    null,
    null,
    "prix_ttc",
    null,
    "tva",
    "cout_ht",
  ]);
});

Deno.test("what is written so that no spreadsheet runs it is read as what it was", async () => {
  const texts = ["=1+1", "+33 6", "-20 %", "@a", "'=déjà", "''=deux", "x\n=1", "l'été", "'a", "＝1", "="];
  const cells = await cellsOf(blob("\ufeff", csvRows([["nom"], ...texts.map((text) => [text])], ";")));
  assert.deepEqual(cells.slice(1).map(([cell]) => readCell("nom", cell!)), texts);
  const codes = ["0012345678905", "A-1", "3760000000017"];
  const coded = await cellsOf(blob(csvRows([["code", "x"], ...codes.map((text) => [digitsAsText(text), "y"])], ";")));
  assert.deepEqual(coded.slice(1).map(([cell]) => readCell("code_barres", cell!)), codes);
});
