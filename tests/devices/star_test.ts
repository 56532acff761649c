/** What a Star is sent: the bytes of the library that is kept best, its own number for Windows-1252, and nothing that it does not know, whatever is typed. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import Encoder from "@point-of-sale/receipt-printer-encoder";
import fc from "fast-check";
import type { Block } from "../../server/devices/document.ts";
import { jobBytes } from "../../server/devices/layout.ts";
import * as star from "../../server/devices/star.ts";
import { parsedStar } from "../support/star_paper.ts";

const PAPER = { columns: 48, width: 80, table: 32, language: "star" } as const;
const hex = (bytes: Iterable<number>) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");

Deno.test("the bytes are those of the library", () => {
  const library = () => new Encoder({ language: "star-line", columns: 48, newline: "\n" });
  // It says its own table before each text, and drops what is pending at the start.
  const same = (ours: readonly number[], theirs: { encode(): Uint8Array }) =>
    assert.equal(hex(ours), hex(theirs.encode()).replaceAll("1b 1d 74 00 ", "").replaceAll("1b 40 18 ", "1b 40 "));
  same([...star.initialise(32), ...star.line("café 3,40 €")], library().initialize().codepage("windows1252").line("café 3,40 €"));
  same([...star.bold(true), 0x78, ...star.bold(false), 0x0a], library().bold(true).text("x").bold(false).newline());
  same([...star.big(true), 0x78, ...star.big(false), 0x0a], library().size(2, 2).text("x").size(1, 1).newline());
  same(star.drawerPulse(), library().pulse());
  assert.ok(hex(library().cut("full").encode()).startsWith(hex(star.feedAndCut().slice(-3))));
  same(star.code128("C1-000123", 3), library().barcode("C1-000123", "code128", { height: 60, width: 2 }));
  same(star.ean("3017620422003", 3), library().barcode("3017620422003", "ean13", { height: 60, width: 2 }));
  same(star.ean("96385074", 3), library().barcode("96385074", "ean8", { height: 60, width: 2 }));
  same(star.qr("https://a.b/r/x", 6), library().qrcode("https://a.b/r/x", { model: 2, size: 6, errorlevel: "m" }));
  const dots = Uint8Array.from({ length: 48 }, (_, at) => (at * 37) & 0xff);
  const data = Uint8ClampedArray.from(
    { length: 16 * 24 * 4 },
    (_, at) => at % 4 === 3 ? 255 : (dots[at >> 5]! & (0x80 >> ((at >> 2) & 7))) === 0 ? 255 : 0,
  );
  const image = { data, width: 16, height: 24, colorSpace: "srgb" } as ImageData;
  // It ends a line with both.
  same(star.raster(2, dots), {
    encode: () => library().image(image, 16, 24, "threshold", 128).encode().filter((byte) => byte !== 0x0d).slice(0, -1),
  });
});

Deno.test("a document is read back as it was meant: table 32, a cut, a drawer, codes, dots of any height", () => {
  const rows = Array.from({ length: 30 }, (_, y) => Array.from({ length: 16 }, (_, x) => (x * y) % 3 === 0 ? "#" : " ").join(""));
  const dots = Buffer.from(
    rows.flatMap((row) => row.match(/.{8}/g)!.map((part) => parseInt(part.replaceAll("#", "1").replaceAll(" ", "0"), 2))),
  );
  const bytes = jobBytes({
    blocks: [
      { kind: "image", width: 16, dots: dots.toString("base64") },
      { kind: "text", text: "Été, œuf, 3,40 €", centred: true, bold: true, big: true },
      { kind: "code128", text: "C1-000123" },
      { kind: "code128", text: "50%0 100%" },
      { kind: "qr", text: "https://a.b/r/x" },
      { kind: "tables", text: "é" },
    ],
    opensDrawer: true,
  }, PAPER);
  assert.ok(hex(bytes).startsWith("1b 40 1b 1d 74 20 1b 07 14 14 07"), hex(bytes.slice(0, 16)));
  assert.ok(hex(bytes).endsWith("0a 0a 0a 0a 1b 64 00"));
  const printed = parsedStar([...bytes]);
  assert.deepEqual(printed.codes, ["C1-000123", "50%0 100%", "https://a.b/r/x"]);
  assert.deepEqual([printed.openedDrawer, printed.cut, printed.table], [true, true, 32]);
  assert.ok(printed.lines.includes("Été, œuf, 3,40 €") && printed.lines.includes("32: é"));
  assert.deepEqual(printed.dots.slice(0, 30), rows);
  assert.ok(printed.dots.slice(30).every((row) => row.trim() === ""));
});

Deno.test("no text opens a drawer, cuts or is a command", () => {
  const text = fc.string({ unit: "binary", maxLength: 60 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constant("text" as const), text, centred: fc.boolean(), bold: fc.boolean(), big: fc.boolean() }),
    fc.record({ kind: fc.constant("pair" as const), left: text, right: text }),
    fc.record({ kind: fc.constantFrom("code128" as const, "qr" as const), text }),
  );
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (blocks) => {
      const printed = parsedStar([...jobBytes({ blocks }, PAPER)]);
      assert.equal(printed.openedDrawer, false);
      for (const line of printed.lines) assert.ok(line.length <= 48, JSON.stringify(line));
    }),
    { numRuns: 300 },
  );
});
