/** The shop's settings: each a column of `boutique`, how it is written for people, and what may be wrong with it. */
import type { Locale } from "../../../../shared/errors.ts";
import { isSiret, plainNumber, sirenOf, vatProblem } from "../../../../shared/company_numbers.ts";
import { formatCents, parseCents } from "../../../../shared/money.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { typedCents, typedDecimal } from "../../../components/typed_cents.ts";
import type { ShopMessages } from "./words.ts";

export type SettingName = keyof ShopMessages["settings"];
export type SettingGroup = keyof ShopMessages["groups"];

interface Setting {
  readonly name: SettingName;
  readonly group: SettingGroup;
  /** `choice`: one of its words; `figure`: one of its numbers. */
  readonly kind: "line" | "lines" | "number" | "cents" | "percent" | "choice" | "figure";
  /** Characters, as the database has it. */
  readonly chars: number;
}

/** In the order of the form. */
export const SETTINGS: readonly Setting[] = [
  { name: "nom", group: "identity", kind: "line", chars: 100 },
  { name: "adresse", group: "identity", kind: "lines", chars: 500 },
  { name: "telephone", group: "identity", kind: "line", chars: 40 },
  { name: "siret", group: "identity", kind: "number", chars: 20 },
  { name: "tva_intracommunautaire", group: "identity", kind: "number", chars: 20 },
  { name: "recu", group: "receipt", kind: "choice", chars: 6 },
  { name: "message", group: "receipt", kind: "lines", chars: 500 },
  { name: "rendu_confirme", group: "selling", kind: "cents", chars: 12 },
  { name: "especes_max", group: "selling", kind: "cents", chars: 12 },
  { name: "titre_restaurant_max", group: "selling", kind: "cents", chars: 12 },
  { name: "remise_max_caisse", group: "selling", kind: "percent", chars: 5 },
  { name: "remise_max_vendeur", group: "selling", kind: "percent", chars: 5 },
  { name: "prix_max_caisse", group: "selling", kind: "percent", chars: 5 },
  { name: "prix_max_vendeur", group: "selling", kind: "percent", chars: 5 },
  { name: "bons_chaine", group: "selling", kind: "figure", chars: 1 },
  { name: "bons_hors_ligne", group: "selling", kind: "cents", chars: 12 },
  { name: "verrou_ticket", group: "turns", kind: "figure", chars: 1 },
  { name: "verrou_minutes", group: "turns", kind: "figure", chars: 2 },
];

/** What stands in the field for what is stored. */
export function shownText({ kind }: Pick<Setting, "kind">, stored: unknown, locale: Locale): string {
  if (kind === "cents") return typedCents(Number(stored ?? 0), locale).replace(/[.,]00$/, "");
  if (kind === "percent") return typedDecimal(String(Number(stored ?? 0) / 100), locale);
  return String(stored ?? "");
}

/** What is stored of what stands in the field; null for what is no such value. */
export function storedValue({ kind, name }: Setting, text: string): string | number | null {
  if (kind === "cents") return parseCents(text);
  if (kind === "percent") {
    const basisPoints = parseCents(text.replace("%", ""));
    return basisPoints === null || basisPoints > 10_000 ? null : basisPoints;
  }
  if (kind === "number") return plainNumber(text);
  if (kind === "figure") return Number(text);
  return name === "nom" ? text.trim().replaceAll(/\s+/g, " ") : text.trim();
}

/** The stored value for people, where it is told of. */
export function toldValue(name: string, stored: unknown, w: ShopMessages, locale: Locale): string {
  const told = w.choices[name]?.[String(stored)];
  if (told !== undefined) return told;
  const kind = SETTINGS.find((setting) => setting.name === name)?.kind;
  if (kind === "cents") return formatCents(Number(stored), locale);
  if (kind === "percent") return `${shownText({ kind }, stored, locale)} %`;
  return String(stored ?? "");
}

/** What is wrong with a value that is to be stored; null when nothing is. `row` is the shop as it is to be. */
export function settingProblem(setting: Setting, value: string | number | null, row: WireRow, w: ShopMessages): string | null {
  const { problems } = w;
  if (value === null) return setting.kind === "percent" ? problems.percent : problems.amount;
  if (value === "") return null;
  if (setting.name === "siret") return isSiret(String(value)) ? null : problems.siret;
  if (setting.name !== "tva_intracommunautaire") return null;
  const siret = plainNumber(String(row["siret"] ?? ""));
  const problem = vatProblem(String(value), isSiret(siret) ? sirenOf(siret) : null);
  return problem === null ? null : problems[problem];
}
