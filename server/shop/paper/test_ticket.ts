/** The ticket that tells which table of codes and which width are a printer's: the owner reads it and says. */
import type { PaperDocument } from "../../devices/document.ts";
import type { PrinterRow } from "../print_jobs.ts";

export function testTicket({ nom, adresse, colonnes, table_codes }: PrinterRow): PaperDocument {
  return {
    blocks: [
      { kind: "text", text: "TICKET D'ESSAI", centred: true, big: true },
      { kind: "text", text: nom, centred: true, bold: true },
      { kind: "text", text: adresse, centred: true },
      { kind: "rule" },
      { kind: "text", text: "Lisible ? Gardez le numéro de la ligne qui montre toutes ses lettres :" },
      { kind: "tables", text: "é è à ç œ Œ € « »" },
      { kind: "text", text: `Réglé sur ${table_codes}.` },
      { kind: "rule" },
      { kind: "text", text: "La règle doit tenir sur une ligne, d'un bord à l'autre :" },
      { kind: "ruler" },
      { kind: "text", text: `Réglé sur ${colonnes} colonnes.` },
      { kind: "pair", left: "TOTAL", right: "1\u202f234,50\u00a0€", bold: true },
      { kind: "code128", text: "C1-000123" },
    ],
  };
}
