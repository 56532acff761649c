/** One job at a printer that works, that cannot, and that pulls its plug at every byte: printed, refused or unknown, never twice. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { deviceAddress } from "../../server/devices/address.ts";
import type { PaperDocument } from "../../server/devices/document.ts";
import { jobBytes } from "../../server/devices/layout.ts";
import { openLine } from "../../server/devices/line.ts";
import type { Outcome } from "../../server/devices/outcome.ts";
import { print, type Printer } from "../../server/devices/print.ts";
import { isPaperLow, isStateAnswer, troubleOf } from "../../server/devices/state.ts";
import { parsed, TestPrinter } from "../support/printer.ts";
import { parsedStar } from "../support/star_paper.ts";

const TICKET: PaperDocument = { blocks: [{ kind: "text", text: "Café" }, { kind: "pair", left: "TOTAL", right: "3,40 €" }] };
const at = (address: string): Printer => ({ address, answers: true, columns: 48, width: 80, table: 16 });
const yes = () => Promise.resolve(true);
/** Of the three questions. */
const QUESTIONS = 9;

Deno.test("only a printer of the shop's own network, or on a cable, is ever knocked at", () => {
  const given = (text: string) => {
    const found = deviceAddress(text);
    return found === null ? null : found.kind === "tcp" ? `${found.host}:${found.port}` : found.path;
  };
  for (
    const [text, expected] of [
      ["192.168.1.50", "192.168.1.50:9100"],
      ["10.0.0.7:9101", "10.0.0.7:9101"],
      ["172.31.255.1", "172.31.255.1:9100"],
      ["127.0.0.5:9109", "127.0.0.5:9109"],
      ["/dev/usb/lp0", "/dev/usb/lp0"],
      ["/dev/lp1", "/dev/lp1"],
    ] as const
  ) assert.equal(given(text), expected);
  for (
    const text of [
      ...["8.8.8.8", "172.32.0.1", "192.169.1.1", "169.254.169.254", "0.0.0.0", "192.168.1.256", "192.168.1", "10.1", ""],
      ...["192.168.1.50:80", "192.168.1.50:9110", "192.168.1.50:91000", "printer.local", "192.168.1.50.evil.com", "[::1]:9100"],
      ...["/dev/sda", "/dev/usb/../sda", "/dev/usb/lp0\n", "/etc/passwd", "//host/printer", " 10.0.0.1", "010.0.0.1:9100x"],
    ]
  ) assert.equal(given(text), null, text);
});

Deno.test("what a printer says of itself is read by its bits, and other bytes are no answer", () => {
  const said = (one: number, two: number, four: number) => ({ 1: one, 2: two, 4: four });
  assert.equal(troubleOf(said(0x12, 0x12, 0x12)), null);
  assert.equal(troubleOf(said(0x1e, 0x32, 0x7e)), "paper");
  assert.equal(troubleOf(said(0x1e, 0x16, 0x12)), "cover");
  assert.equal(troubleOf(said(0x1a, 0x12, 0x12)), "offline");
  assert.equal(troubleOf(said(0x1a, 0x52, 0x12)), "error");
  assert.deepEqual([troubleOf(said(0x12, 0x12, 0x1e)), isPaperLow(said(0x12, 0x12, 0x1e))], [null, true]);
  // The drawer's switch is no trouble.
  assert.equal(troubleOf(said(0x16, 0x12, 0x12)), null);
  assert.deepEqual([0x12, 0x7e, 0x00, 0xff, 0x41, 0x92].map(isStateAnswer), [true, true, false, false, false, false]);
});

Deno.test("a printer that works prints, one that cannot is not sent a byte, one that fails meanwhile leaves it unknown", async () => {
  await using printer = await TestPrinter.open();
  const { faults } = printer;
  const outcome = (begin = yes, how: Partial<Printer> = {}) => print({ ...at(printer.address), ...how }, TICKET, begin);
  assert.deepEqual(await outcome(), { state: "printed", paperLow: false });
  assert.deepEqual(printer.documents[0]!.lines.slice(0, 2), ["Café", `TOTAL${" ".repeat(37)}3,40 €`]);
  faults.trouble = "low";
  assert.deepEqual(await outcome(), { state: "printed", paperLow: true });
  assert.equal(printer.documents.length, 2);
  for (const trouble of ["paper", "cover"] as const) {
    faults.trouble = trouble;
    assert.deepEqual(await outcome(() => assert.fail("not a byte may go")), { state: "refused", reason: trouble });
  }
  faults.trouble = null;
  assert.equal(await outcome(() => Promise.resolve(false)), null);
  assert.equal(printer.documents.length, 2);
  faults.troubleThen = "paper";
  assert.deepEqual(await outcome(), { state: "unknown", reason: "paper" });
  faults.mute = true;
  assert.deepEqual(await outcome(() => assert.fail("not a byte may go")), { state: "refused", reason: "mute" });
  // One that never says anything is believed when it takes all.
  assert.deepEqual(await outcome(yes, { answers: false }), { state: "printed", paperLow: false });
  // One that hangs up at once has heard nothing of it.
  faults.hangsUp = true;
  assert.deepEqual(await outcome(yes, { answers: false }), { state: "unknown", reason: "cut" });
  assert.deepEqual(await outcome(() => assert.fail("not a byte may go")), { state: "refused", reason: "mute" });
  await printer.turnOff();
  assert.deepEqual(await outcome(), { state: "refused", reason: "away" });
});

/** A receipt as shops have it: a logo, every kind of line, the code of its number, and the drawer. */
const RECEIPT: PaperDocument = {
  blocks: [
    {
      kind: "image",
      width: 64,
      dots: Buffer.from(Array.from({ length: 8 * 60 }, (_, at) => (at * 37) & 0xff)).toString("base64"),
    },
    { kind: "text", text: "Épicerie de l’Œuvre", centred: true, bold: true, big: true },
    { kind: "text", text: "12 rue des Halles, 35000 Rennes", centred: true },
    { kind: "rule" },
    { kind: "pair", left: "Ticket", right: "C1-000123" },
    { kind: "text", text: "Café moulu", bold: true },
    { kind: "pair", left: "2 × 3,40 €  5,5 %", right: "6,80 €" },
    { kind: "pair", left: "TOTAL", right: "6,80 €", bold: true },
    { kind: "table", rows: [["Taux", "HT", "TVA", "TTC"], ["5,5 %", "6,45 €", "0,35 €", "6,80 €"]] },
    { kind: "code128", text: "C1-000123" },
    { kind: "qr", text: "https://a.b/r/x" },
    { kind: "text", text: "Merci !", centred: true },
  ],
  opensDrawer: true,
};

for (const language of ["escpos", "star"] as const) {
  const asks = language === "escpos";
  Deno.test(`the plug of ${asks ? "an ESC/POS printer" : "a Star"} pulled at each byte of a receipt: refused only where nothing of it had left, printed only where all of it came`, async () => {
    await using device = await TestPrinter.open();
    device.language = language;
    const printer: Printer = { ...at(device.address), language, answers: asks, table: asks ? 16 : 32 };
    const whole = jobBytes(RECEIPT, printer).length;
    const questions = asks ? QUESTIONS : 0;
    const seen: Record<Outcome["state"], number> = { printed: 0, refused: 0, unknown: 0 };
    for (let byte = 0; byte <= questions + whole + questions + 1; byte++) {
      device.faults.pulledAt = byte;
      device.arrived.length = 0;
      let begun = false;
      const outcome = await print(printer, RECEIPT, () => {
        begun = true;
        return yes();
      });
      seen[outcome!.state]++;
      const { document, confirmed } = device.arrived[0] ?? { document: [], confirmed: false };
      const told = `at byte ${byte}: ${JSON.stringify(outcome)}`;
      // One connection, one job: nothing was sent again.
      assert.ok(device.arrived.length <= 1, told);
      if (outcome!.state === "refused") assert.deepEqual([begun, document.length], [false, 0], told);
      else assert.ok(begun, told);
      if (outcome!.state === "printed") {
        assert.deepEqual([document.length, confirmed], [whole, asks], told);
        assert.ok((asks ? parsed : parsedStar)(document).cut, told);
      }
    }
    // It was seen to end in each way: within the questions, within the document, and behind all of it.
    assert.ok(seen.printed >= 1 && seen.refused >= questions - 1 && seen.unknown >= whole, JSON.stringify(seen));
    device.faults.pulledAt = null;
    assert.equal((await print(printer, RECEIPT, yes))!.state, "printed", "and the next one is printed");
  });
}

Deno.test("a file that the system made for a cable takes the same bytes", async () => {
  const path = await Deno.makeTempFile();
  try {
    const line = await openLine({ kind: "file", path }, 1_000);
    await line.write(jobBytes(TICKET, at("")));
    line.close();
    assert.deepEqual(parsed([...await Deno.readFile(path)]).lines[0], "Café");
  } finally {
    await Deno.remove(path);
  }
});
