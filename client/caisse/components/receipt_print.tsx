/** A receipt on paper: drawn beside the page where only a printer sees it, then printed. */
import { useEffect } from "preact/hooks";
import { printSheet } from "../../components/paper.ts";

/** Millimetres of paper. */
export type PaperWidth = 80 | 58;

/** `html` is a receipt's article (its text is escaped already); each new value is printed once. */
export function ReceiptPrint({ html, width, onPrinted }: { html: string | null; width: PaperWidth; onPrinted: () => void }) {
  useEffect(() => {
    if (html === null) return;
    printSheet(`print-only receipt-${width}`, (sheet) => {
      sheet.innerHTML = html;
      return () => {};
    });
    onPrinted();
  }, [html]);
  return null;
}

/** The receipt as it will look. */
export function Receipt({ html, width, class: name }: { html: string; width: PaperWidth; class: string }) {
  return <div class={`${name} receipt-${width}`} dangerouslySetInnerHTML={{ __html: html }} />;
}
