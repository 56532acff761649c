/** Labels of articles on a receipt printer's paper: each is cut, and has what stands on a sheet's: name, price (of a kilo, where it is weighed), code. */
import type { Locale } from "../../../shared/errors.ts";
import { isGtin } from "../../../shared/ean.ts";
import { formatUnitPrice, type Unit } from "../../../shared/units.ts";
import type { Block, PaperDocument } from "../../devices/document.ts";

export interface LabelledArticle {
  readonly label: string;
  /** Cents; 0 where its price is open. */
  readonly price: number;
  readonly unit: Unit;
  /** null for one without. */
  readonly code: string | null;
}

export function labelsDocument(articles: readonly LabelledArticle[], locale: Locale): PaperDocument {
  return {
    blocks: articles.flatMap((article, at): readonly Block[] => [
      ...at === 0 ? [] : [{ kind: "cut" } as const],
      { kind: "text", text: article.label, centred: true, bold: true },
      ...article.price === 0 ? [] : [
        {
          kind: "text",
          text: formatUnitPrice(article.price, article.unit, locale),
          centred: true,
          bold: true,
          big: true,
        } as const,
      ],
      ...article.code === null ? [] : [...bars(article.code), { kind: "text", text: article.code, centred: true } as const],
    ]),
  };
}

function bars(code: string): readonly Block[] {
  // As a scanner of UPC says it: the same bars.
  const digits = code.length === 12 && isGtin(code) ? `0${code}` : code;
  if (isGtin(digits) && digits.length === 13) return [{ kind: "ean13", text: digits }];
  return [{ kind: isGtin(digits) && digits.length === 8 ? "ean8" : "code128", text: digits }];
}
