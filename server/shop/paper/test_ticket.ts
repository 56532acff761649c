/** The ticket that tells which table of codes and which width are a printer's: the owner reads it, and says so in the console. */
import { TRIAL_COLUMNS } from "../../../shared/printer_trial.ts";
import type { Block, PaperDocument } from "../../devices/document.ts";
import type { PrinterRow } from "../print_jobs.ts";

export function testTicket({ nom, adresse, colonnes, table_codes }: PrinterRow): PaperDocument {
  return {
    blocks: [
      { kind: "text", text: "TICKET D'ESSAI", centred: true, big: true },
      { kind: "text", text: nom, centred: true, bold: true },
      { kind: "text", text: adresse, centred: true },
      { kind: "rule" },
      { kind: "text", text: "1. Lisible ? Retenez le numéro de la ligne qui montre toutes ses lettres :" },
      { kind: "tables", text: "é è à ç œ Œ € « »" },
      { kind: "text", text: `Réglé sur ${table_codes}.` },
      { kind: "rule" },
      { kind: "text", text: "2. Retenez le plus grand nombre qui est au bout de sa ligne, devant un trait :" },
      ...TRIAL_COLUMNS.map((columns): Block => ({ kind: "ruler", columns })),
      { kind: "text", text: `Réglé sur ${colonnes} colonnes.` },
      { kind: "rule" },
      { kind: "text", text: "Dites-les dans la console, Caisses, sous « Ticket d'essai »." },
      { kind: "pair", left: "TOTAL", right: "1\u202f234,50\u00a0€", bold: true },
      { kind: "code128", text: "C1-000123" },
    ],
  };
}
