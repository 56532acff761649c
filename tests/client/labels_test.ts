/** What is printed on labels is what scanners read: the bars of each code, compared with another library's. */
import assert from "node:assert/strict";
import { CODE128 } from "jsbarcode/bin/barcodes/CODE128/index.js";
import { EAN13, EAN8 } from "jsbarcode/bin/barcodes/EAN_UPC/index.js";
import { labelCode } from "../../client/owner/sections/catalogue/label_code.ts";

/** The drawing as modules: 1 is black. Each path is strokes of one width, upright, by where their middles stand. */
function modulesOf(svg: string): string {
  const wide = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]) / 2;
  const modules = Array<string>(wide).fill("0");
  for (const [, width, d] of svg.matchAll(/stroke-width="(\d+)" d="([^"]*)"/g)) {
    for (const [, x] of d!.matchAll(/M(\d+) /g)) {
      modules.fill("1", (Number(x) - Number(width) / 2) / 2, (Number(x) + Number(width) / 2) / 2);
    }
  }
  return modules.join("").replace(/^0+|0+$/g, "");
}

/** Of one string, or of the parts that an EAN is made of. */
const encoded = (encoder: { encode(): { data: string } | { data: string }[] }): string =>
  [encoder.encode()].flat().map(({ data }) => data).join("").replace(/^0+|0+$/g, "");

Deno.test("a label has its article's EAN, or a Code 128 of what is no EAN, as another library draws them, and as wide as there is room", () => {
  const options = { flat: true, fontSize: 20, textMargin: 2, guardHeight: 0, width: 2, height: 100 };
  for (const code of ["3760123456784", "2000000000015", "4006381333931"]) {
    assert.equal(modulesOf(labelCode(code, 60)!), encoded(new EAN13(code, options)), code);
  }
  assert.equal(modulesOf(labelCode("96385074", 60)!), encoded(new EAN8("96385074", options)));
  // UPC-A is the EAN-13 with a nought before it.
  assert.equal(modulesOf(labelCode("036000291452", 60)!), encoded(new EAN13("0036000291452", options)));
  for (const code of ["CAFE-1", "LOT 6", "1234567"]) {
    assert.ok(modulesOf(labelCode(code, 60)!).length > 50, code);
    const [mine, other] = [modulesOf(labelCode(code, 60)!), encoded(new CODE128(code, {}))];
    // Which of its alphabets a digit is written in is the drawer's choice: both say the same.
    if (!/\d{4}/.test(code)) assert.equal(mine, other, code);
  }
  const width = (svg: string) => Number(/width="([\d.]+)mm"/.exec(svg)![1]);
  assert.ok(width(labelCode("2000000000015", 60)!) < 40, "no larger than nominal");
  assert.ok(width(labelCode("A-LONGER-CODE-42", 46)!) <= 46);
  assert.equal(labelCode("A-CODE-THAT-IS-FAR-TOO-LONG-FOR-ANY-LABEL", 46), null);
  assert.equal(labelCode("é", 60), null);
});
