/** The catalogue as a file for spreadsheets: codes stay text, amounts are numbers as French ones write them, no label is a formula. */
import assert from "node:assert/strict";
// @deno-types="npm:@types/papaparse@5.5.2"
import Papa from "papaparse";
import { waresCsv } from "../../client/owner/sections/catalogue/wares_file.ts";
import { words as en } from "../../client/owner/sections/catalogue/words_en.ts";
import { words as fr } from "../../client/owner/sections/catalogue/words_fr.ts";

const WARE = {
  id: 1,
  label: "Pain",
  barcode: "0012345678905",
  codes: [],
  categoryId: 7,
  price: 1250,
  open: false,
  meal: false,
  nature: "bien" as const,
  depositId: null,
  unit: "piece" as const,
  vat: 550,
  followed: true,
  stock: -6500,
  active: true,
  warranty: false,
  favourite: false,
  image: null,
};
const cells = (text: string) => Papa.parse<string[]>(text.replace("\ufeff", ""), { skipEmptyLines: true }).data;

Deno.test("French spreadsheets are given semicolons and decimal commas, a code keeps its noughts, and a label is no formula", () => {
  const names = new Map([[7, "=Pains"]]);
  const text = waresCsv(
    [WARE, { ...WARE, label: '=1+1; "x"', barcode: "-A", categoryId: null, followed: false, active: false }],
    names,
    fr,
  );
  assert.ok(text.startsWith("\ufeffCode-barres;"));
  assert.deepEqual(cells(text).slice(1), [
    ['="0012345678905"', "Pain", "'=Pains", "12,50", "Non", "5,5", "Oui", "-6,5", "En vente"],
    ["'-A", '\'=1+1; "x"', "", "12,50", "Non", "5,5", "Non", "", "Retiré"],
  ]);
});

Deno.test("so are the files of an English page, in its own words", () => {
  assert.deepEqual(cells(waresCsv([WARE], new Map(), en))[1], [
    '="0012345678905"',
    "Pain",
    "",
    "12,50",
    "No",
    "5,5",
    "Yes",
    "-6,5",
    "On sale",
  ]);
});
