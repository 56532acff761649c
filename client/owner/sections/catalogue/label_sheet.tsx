/** Labels as they are printed: what it is, what it costs (a kilo of it, where it is weighed), and its code for the scanner. */
import type { Locale } from "../../../../shared/errors.ts";
import { ONE } from "../../../../shared/quantity.ts";
import { formatUnitPrice } from "../../../../shared/units.ts";
import { labelCode } from "./label_code.ts";
import type { Ware } from "./ware.ts";

export type LabelPaper = "a4" | "58";

/** Labels of a sheet, three beside one another: 70 × 37 mm each, as they are sold everywhere. */
export const OF_A_SHEET = 24;
/** Millimetres that a code may be wide on it. */
const ROOM: Readonly<Record<LabelPaper, number>> = { a4: 60, 58: 46 };

interface LabelSheetProps {
  /** One for each label. */
  wares: readonly Ware[];
  paper: LabelPaper;
  /** Labels of the first sheet that were used before. */
  used: number;
  locale: Locale;
}

export function LabelSheet({ wares, paper, used, locale }: LabelSheetProps) {
  const drawn = new Map<Ware, string>();
  const codeOf = (ware: Ware) => {
    let code = drawn.get(ware);
    if (code === undefined) drawn.set(ware, code = svgOf(ware, ROOM[paper]));
    return code;
  };
  const places: readonly (Ware | null)[] = paper === "a4" ? [...Array<null>(used).fill(null), ...wares] : wares;
  return (
    <div class={`labels labels-on-${paper}`}>
      {places.map((ware, at) =>
        ware === null ? <div key={at} class="label-place" /> : (
          <div key={at} class="label-place label-one">
            <span class="label-name">{ware.label}</span>
            {ware.price > 0 && <span class="label-price">{formatUnitPrice(ware.price, ware.unit, locale)}</span>}
            <span class="label-bars" dangerouslySetInnerHTML={{ __html: codeOf(ware) }} />
            <span class="label-digits">{printedCode(ware)}</span>
          </div>
        )
      )}
    </div>
  );
}

/** Its own, else the first of those that stand for one of it: a pack's would sell six. */
function printedCode({ barcode, codes }: Ware): string {
  return barcode ?? codes.find(({ quantity }) => quantity === ONE)?.code ?? "";
}

function svgOf(ware: Ware, room: number): string {
  const code = printedCode(ware);
  return code === "" ? "" : labelCode(code, room) ?? "";
}
