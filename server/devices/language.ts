/** What a printer is spoken to in: the same deeds, in other bytes. */
import * as escpos from "./escpos.ts";
import * as star from "./star.ts";

export type LanguageName = "escpos" | "star";

export type Language = Pick<
  typeof escpos,
  | "initialise"
  | "useTable"
  | "KNOWN_TABLES"
  | "line"
  | "bold"
  | "big"
  | "centred"
  | "feedAndCut"
  | "drawerPulse"
  | "code128"
  | "ean"
  | "qr"
  | "raster"
>;

export const LANGUAGES: Readonly<Record<LanguageName, Language>> = { escpos, star };
