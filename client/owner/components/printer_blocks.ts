/** A document of the console as a receipt printer is handed it: what stands on the sheet, title by title, fact by fact. */

export type PrinterBlock =
  | { readonly kind: "text"; readonly text: string; readonly centred?: boolean; readonly bold?: boolean; readonly big?: boolean }
  | { readonly kind: "pair"; readonly left: string; readonly right: string; readonly bold?: boolean }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "rule" };

/** Made of titles, paragraphs, lists of facts and tables (see document_parts.tsx); what is none of them is looked into. */
export function printerBlocks(drawn: Element): readonly PrinterBlock[] {
  return [...drawn.children].flatMap((part): readonly PrinterBlock[] => {
    switch (part.tagName) {
      case "H1":
      case "H2":
        return [{ kind: "text", text: textOf(part), centred: true, bold: true, big: true }, { kind: "rule" }];
      case "H3":
        return [{ kind: "rule" }, { kind: "text", text: textOf(part), bold: true }];
      case "P":
        return [{ kind: "text", text: textOf(part), centred: part.closest("header") !== null }];
      case "DL":
        return [...part.children].map((fact) => ({
          kind: "pair",
          left: textOf(fact.querySelector("dt")),
          right: textOf(fact.querySelector("dd")),
          bold: fact.classList.contains("z-total"),
        }));
      case "TABLE":
        return [{ kind: "table", rows: [...part.querySelectorAll("tr")].map((row) => [...row.children].map(textOf)) }];
      default:
        return printerBlocks(part);
    }
  });
}

/** No printer's table has the arrow between two numbers. */
function textOf(part: Element | null): string {
  return (part?.textContent ?? "").replaceAll("→", ">").trim();
}
