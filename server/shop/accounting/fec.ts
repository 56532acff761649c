/**
 * Entries in the format of the FEC (LPF art. A47 A-1, VII): 18 columns between tabs, dates AAAAMMJJ, decimal commas, ISO 8859-15,
 * CRLF. It is a till's part of the accounts, never the FEC itself.
 */
import { plainEuros } from "../../../shared/money.ts";
import type { Entry } from "./entries.ts";

const COLUMNS = [
  ...[
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
  ],
  ...["PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate", "Montantdevise", "Idevise"],
];
const JOURNAL = ["CA", "Caisse"] as const;

export function fecText(entries: readonly Entry[]): string {
  const rows = entries.flatMap(({ numero, date, piece, validee_le, lignes }) =>
    lignes.map((line) => [
      ...[...JOURNAL, String(numero), plainDate(date), line.compte, line.compte_libelle, "", "", piece, plainDate(date)],
      ...[line.libelle, plainEuros(line.debit), plainEuros(line.credit), "", "", plainDate(validee_le), "", ""],
    ])
  );
  return [COLUMNS, ...rows].map((cells) => `${cells.map(cleaned).join("\t")}\r\n`).join("");
}

/** `123456789FEC20261231.txt`: the company, and the last day that it goes to. */
export function fecName(siren: string, last: string): string {
  return `${siren}FEC${plainDate(last)}.txt`;
}

/** Bytes of ISO 8859-15; what it has not is written with what it has. */
export function latin9(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => BYTES.get(character) ?? BYTES.get("?")!);
}

/** Character → byte, as decoders have it. */
const BYTES = new Map(
  [...new TextDecoder("iso-8859-15").decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))].map((character, byte) => [
    character,
    byte,
  ]),
);

/** Without what would end a cell or a line, and without letters that the file cannot hold: their marks go, or they are a `?`. */
function cleaned(text: string): string {
  const plain = text.normalize("NFC").replace(/[\s\p{Cc}|]+/gu, " ");
  const written = [...plain].map((character) => BYTES.has(character) ? character : unmarked(character)).join("").trim();
  // A cell that must say something is never empty.
  return written === "" && text !== "" ? "?" : written;
}

function unmarked(character: string): string {
  const bare = character.normalize("NFKD").replace(/\p{M}/gu, "");
  return bare !== "" && [...bare].every((part) => BYTES.has(part) && !/[\p{Cc}|]/u.test(part)) ? bare : "?";
}

function plainDate(day: string): string {
  return day.replaceAll("-", "");
}
