/** Random GS1 codes, drawn as a maker of labels draws them, read by a reader of pictures, and typed by scanners of both keyboards at both PCs. */
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import bwip from "bwip-js/node";
import fc from "fast-check";
import { type Layout, textsOf } from "../../client/scanner/layouts.ts";
import { GS, parseGs1, sureGs1 } from "../../shared/gs1.ts";
import { bracketed, type Element, gs1Text, randomGs1 } from "../../tests/support/gs1_texts.ts";
import { strokesOf } from "../../tests/support/gun.ts";

export interface ReadBack {
  /** Codes that were drawn and read. */
  read: number;
  /** What a kind of code does not hold: too long, or signs that it has not. */
  undrawn: number;
  /** Typings that were understood without a learnt keyboard, and those that were refused. */
  sure: number;
  refused: number;
  /** What was understood as something else: there must be none. */
  wrong: string[];
}

const KINDS = ["gs1-128", "gs1datamatrix", "gs1qrcode", "databarexpanded"] as const;
const PAIRS: readonly (readonly [Layout, Layout])[] = [["us", "us"], ["us", "azerty"], ["azerty", "us"], ["azerty", "azerty"]];
const TODAY = "2026-11-29";

/** The same `seed` makes the same codes. `told` hears of each that was read. */
export async function readBack(count: number, seed: number, told: (done: number) => void = () => {}): Promise<ReadBack> {
  const wasm = await Deno.readFile(new URL(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")));
  // Its own road to these bytes leads over the Internet.
  prepareZXingModule({ overrides: { wasmBinary: wasm.buffer } });
  const codes = fc.sample(randomGs1(), { numRuns: count * 2, seed });
  const found: ReadBack = { read: 0, undrawn: 0, sure: 0, refused: 0, wrong: [] };
  for (const [at, elements] of codes.entries()) {
    if (found.read === count) break;
    const kind = KINDS[at % KINDS.length]!;
    const picture = await drawn(kind, elements);
    if (picture === null) {
      found.undrawn++;
      continue;
    }
    const text = await readFrom(picture);
    const wanted = parseGs1(gs1Text(elements), TODAY);
    if (text === null || JSON.stringify(parseGs1(text, TODAY)) !== JSON.stringify(wanted)) {
      found.wrong.push(`${kind} of ${bracketed(elements)} was read as ${JSON.stringify(text)}`);
      continue;
    }
    for (const [gun, pc] of PAIRS) typed(text, gun, pc, JSON.stringify(wanted), found);
    told(++found.read);
  }
  return found;
}

function typed(text: string, gun: Layout, pc: Layout, wanted: string, found: ReadBack): void {
  const strokes = strokesOf(text, gun, pc);
  if (strokes === null) return;
  for (const reading of [null, gun]) {
    const meant = sureGs1(textsOf(strokes, reading, GS), TODAY);
    if (meant === null) found.refused++;
    else if (JSON.stringify(meant) === wanted) found.sure++;
    else found.wrong.push(`${text} by a ${gun} scanner at a ${pc} PC is ${JSON.stringify(meant)}`);
  }
}

/** A PNG; null for what such a code does not hold. */
async function drawn(bcid: typeof KINDS[number], elements: readonly Element[]): Promise<Uint8Array | null> {
  // The two libraries differ on whether a `%` among other signs is written twice there.
  if (bcid === "gs1qrcode" && bracketed(elements).includes("%")) return null;
  try {
    return await bwip.toBuffer(
      {
        bcid,
        text: bracketed(elements),
        // Which AIs may stand together is another matter.
        dontlint: true,
        scale: 3,
        padding: 12,
        backgroundcolor: "FFFFFF",
      } as Parameters<typeof bwip.toBuffer>[0],
    );
  } catch {
    return null;
  }
}

/** As a scanner sends it that names the kind of code; by the bytes, for texts are made readable. */
async function readFrom(picture: Uint8Array): Promise<string | null> {
  const [code] = await readBarcodes(picture, { tryHarder: true, maxNumberOfSymbols: 1 });
  return code === undefined ? null : `${code.symbologyIdentifier}${new TextDecoder().decode(code.bytes)}`;
}
