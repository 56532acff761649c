/** Text for paper, and the bytes of a job: what HARDWARE's vectors say, what a library makes of the same, and nothing that obeys. */
import assert from "node:assert/strict";
import Encoder from "@point-of-sale/receipt-printer-encoder";
import fc from "fast-check";
import type { Block } from "../../server/devices/document.ts";
import * as escpos from "../../server/devices/escpos.ts";
import { jobBytes, pairLines, tableLines, wrapped } from "../../server/devices/layout.ts";
import { paperBytes, paperText } from "../../server/devices/paper_text.ts";
import { parsed } from "../support/printer.ts";

const bytes = (text: string) => paperBytes(paperText(text));
const hex = (numbers: Iterable<number>) => [...numbers].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

Deno.test("French is on paper by one table: its letters, its quotes, its money and what Intl puts into an amount", () => {
  assert.equal(hex(bytes("café 3,40 €")), "63 61 66 e9 20 33 2c 34 30 20 80");
  assert.equal(hex(bytes("1\u202f234,50\u00a0€")), "31 a0 32 33 34 2c 35 30 a0 80");
  assert.equal(hex(bytes("cafe\u0301")), "63 61 66 e9");
  assert.equal(paperText("é è à ç œ Œ € « »"), "é è à ç œ Œ € « »");
  assert.equal(paperText("a\u0007b\u0085c\u200bd\u202ee\u2028f\ufeffg"), "abcdefg");
  assert.equal(paperText("−5\u2011B \u{1f600}漢"), "-5-B ??");
});

Deno.test("no code point there is makes a byte that a printer obeys, and none is dropped that can be read", () => {
  for (let code = 0; code <= 0x2ffff; code++) {
    const made = bytes(String.fromCodePoint(code));
    assert.ok(made.every((byte) => byte >= 0x20 && byte !== 0x7f), `U+${code.toString(16)}`);
    if (code >= 0x20 && code < 0x7f) assert.deepEqual(made, [code]);
  }
});

/** Letters, controls and what forges a line or opens a drawer. */
const hostile = fc.string({ unit: "binary", maxLength: 80 }).map((text) =>
  `${text}\n\x1bp\x00\x32\xfa\x10\x04\x01\u2028TOTAL 0,00`
);
const blocks: fc.Arbitrary<Block> = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    text: hostile,
    centred: fc.boolean(),
    bold: fc.boolean(),
    big: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("pair" as const), left: hostile, right: hostile }),
  fc.record({
    kind: fc.constant("table" as const),
    rows: fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ kind: fc.constantFrom("code128" as const, "qr" as const), text: fc.oneof(hostile, fc.string({ maxLength: 100 })) }),
  fc.record({ kind: fc.constantFrom("rule" as const, "space" as const) }),
);
const paper = fc.record({
  columns: fc.constantFrom(32, 42, 48),
  width: fc.constantFrom(58 as const, 80 as const),
  table: fc.integer({ min: 0, max: 255 }),
});

Deno.test("whatever a document says, a printer knows every byte of it, opens no drawer, cuts once, and no line is too long", () => {
  fc.assert(
    fc.property(fc.array(blocks, { minLength: 1, maxLength: 6 }), paper, (blocks, paper) => {
      const printed = parsed([...jobBytes({ blocks }, paper)]);
      assert.equal(printed.openedDrawer, false);
      assert.ok(printed.cut);
      for (const line of printed.lines) assert.ok(line.length <= paper.columns, JSON.stringify(line));
    }),
    { numRuns: 300 },
  );
  assert.ok(parsed([...jobBytes({ blocks: [], opensDrawer: true }, { columns: 48, width: 80, table: 16 })]).openedDrawer);
});

Deno.test("the bytes are those of the library that is kept best", () => {
  const library = () => new Encoder({ columns: 48, newline: "\n" });
  const same = (ours: readonly number[], theirs: { encode(): Uint8Array }) =>
    assert.equal(hex(ours), hex(theirs.encode()).replaceAll("1b 74 00 ", "").replaceAll("0a 0d", "0a"));
  same(
    [...escpos.initialise(16), ...escpos.line("café 3,40 €"), ...escpos.bold(true), ...bytes("x"), ...escpos.bold(false), 0x0a],
    library().initialize().codepage("windows1252").line("café 3,40 €").bold(true).text("x").bold(false).newline(),
  );
  // Its widths are a dot more than they say.
  same(escpos.code128("C1-000123", 3), library().barcode("C1-000123", "code128", { height: 60, width: 2 }));
  for (const [digits, kind, theirs] of [["3017620422003", "ean13", "02"], ["96385074", "ean8", "03"]] as const) {
    // It says an end where we say a length.
    const said = hex(library().barcode(digits, kind, { height: 60, width: 2 }).encode()).replace(`1d 6b ${theirs}`, "").replace(
      "00 0a",
      "0a",
    );
    assert.equal(hex(escpos.ean(digits, 3)).replace(/1d 6b 4[34] 0[8d]/, ""), said);
  }
  same(escpos.qr("https://a.b/r/x", 6), library().qrcode("https://a.b/r/x", { model: 2, size: 6, errorlevel: "m" }));
  // A checked pattern of 16 by 8; theirs ends with a line's feed.
  const dots = Uint8Array.from({ length: 16 }, (_, at) => at % 4 < 2 ? 0xaa : 0x55);
  const data = Uint8ClampedArray.from(
    { length: 16 * 8 * 4 },
    (_, at) => at % 4 === 3 ? 255 : (dots[at >> 5]! & (0x80 >> ((at >> 2) & 7))) === 0 ? 255 : 0,
  );
  const image = { data, width: 16, height: 8, colorSpace: "srgb" } as ImageData;
  const raster = new Encoder({ columns: 48, newline: "\n", imageMode: "raster" }).image(image, 16, 8, "threshold", 128).encode();
  assert.ok(hex(raster).includes(hex(escpos.raster(2, dots))), hex(raster));
  assert.ok(hex(library().cut("partial").pulse().encode()).includes(hex(escpos.drawerPulse())));
  assert.ok(hex(escpos.feedAndCut()).endsWith("1d 56 01"));
});

Deno.test("amounts stay whole and in their column, names wrap beside them, on the narrowest paper too", () => {
  assert.deepEqual(pairLines("Pain de campagne aux noix et au miel", "1\u202f234,50\u00a0€", 32), [
    "Pain de campagne aux",
    "noix et au miel       1\u00a0234,50\u00a0€",
  ]);
  assert.deepEqual(tableLines({ kind: "table", rows: [["Taux", "HT", "TTC"], ["5,5 %", "1234567,50", "9,99"]] }, 32), [
    "Taux                     HT  TTC",
    "5,5 %            1234567,50 9,99",
  ]);
  const wide = tableLines({ kind: "table", rows: [["Total", "12345678,90 €", "2345678,90 €", "12345678,90 €"]] }, 32);
  assert.ok(wide.every((line) => line.length <= 32));
  // Nor does a sign begin a line, or a quote end one.
  assert.deepEqual(wrapped("Merci de votre visite, à bientôt !", 32), ["Merci de votre visite, à", "bientôt !"]);
  assert.deepEqual(wrapped("Caisses, sous « Ticket d'essai ».", 15), ["Caisses, sous", "« Ticket", "d'essai »."]);
  assert.deepEqual(wrapped("! ! ! !", 3), ["! !", "! !"]);
  assert.deepEqual(wrapped("a".repeat(70), 32), ["a".repeat(32), "a".repeat(32), "a".repeat(6)]);
});
