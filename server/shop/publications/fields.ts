/** What lines of a publication may give, and what each value must be. Prices are cents, rates basis points. */
import { type Bilingual, say } from "../../../shared/errors.ts";
import { isGtin } from "../../../shared/ean.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { PERSON_NAME, USERNAME } from "../../../shared/people_names.ts";
import { SHOP_RULES } from "../rules.ts";

export interface Field {
  /** What is wrong with a value; null for nothing. */
  readonly wrong: (value: unknown) => Bilingual | null;
}

const CENTS = 100_000_000;

const ARTICLE = { reference: text(64), code_barres: code() };

export const FIELDS = {
  articles: {
    ...ARTICLE,
    libelle: text(200),
    categorie: text(100),
    prix_ttc: integer(0, CENTS),
    prix_libre: flag(),
    tva: integer(0, 10_000),
    cout_ht: integer(0, CENTS),
    titre_restaurant: flag(),
    consigne: text(200),
    suivi_stock: flag(),
    actif: flag(),
  },
  // The name is for whoever reads the file.
  prices: { ...ARTICLE, libelle: text(200), prix_ttc: integer(0, CENTS) },
  // An owner is made in the shop itself, and by nobody else.
  people: {
    identifiant: spelled(text(64), USERNAME),
    nom: spelled(text(100), PERSON_NAME),
    role: oneOf("caisse", "vendeur"),
    actif: flag(),
  },
  /** Of the shop's settings those that a whole chain may have alike: who the shop is, where and by which taxes, it says itself. */
  settings: {
    message: text(500),
    rendu_confirme: integer(0, LIMITS.cashCents),
    especes_max: integer(0, LIMITS.cashCents),
    titre_restaurant_max: integer(0, LIMITS.cashCents),
    remise_max_vendeur: integer(0, 10_000),
    remise_max_caisse: integer(0, 10_000),
    prix_max_vendeur: integer(0, 10_000),
    prix_max_caisse: integer(0, 10_000),
    heure_cloture: { wrong: (value) => typeof value === "string" && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value) ? null : HOUR },
    recu: oneOf("aucun", "papier", "qr"),
    verrou_ticket: flag(),
    verrou_minutes: integer(0, 60),
    numeros_retrait: flag(),
  },
  message: {
    texte: text(500),
    pour: oneOf("caisses", "proprietaire", "tous"),
    jusqu_au: { wrong: (value) => isDay(value) ? null : DAY },
  },
} as const satisfies Record<string, Readonly<Record<string, Field>>>;

const SPELLING = say("ce nom a des caractères qu'un nom n'a pas", "this name has characters that no name has");
const HOUR = say("une heure est attendue, comme 22:00", "an hour is wanted, such as 22:00");
const DAY = say("un jour est attendu, comme 2026-12-31", "a day is wanted, such as 2026-12-31");

/** A day that the calendar has. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

/** A minute by a clock on the wall, as 2026-12-15T06:00. */
export function isMinute(value: string): boolean {
  const [, day, time] = /^([^T]*)T((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(value) ?? [];
  return time !== undefined && isDay(day);
}

/** Characters at most, blanks around it aside; no control character but line ends. */
function text(most: number): Field {
  const wanted = say(`un texte de 1 à ${most} caractères est attendu`, `a text of 1 to ${most} characters is wanted`);
  return {
    wrong: (value) => {
      if (typeof value !== "string" || !value.isWellFormed()) return wanted;
      const { length } = [...value.trim()];
      // deno-lint-ignore no-control-regex -- these are meant
      return length >= 1 && length <= most && !/[\u0000-\u0009\u000b-\u001f\u007f]/.test(value.trim()) ? null : wanted;
    },
  };
}

/** What every shop would refuse is found before it is published. */
function code(): Field {
  const short = text(64);
  return {
    wrong: (value) => {
      const wrong = short.wrong(value);
      if (wrong !== null) return wrong;
      const digits = (value as string).trim();
      return /^\d{12,13}$/.test(digits) && !isGtin(digits) ? SHOP_RULES["rule:code_check_digit"]! : null;
    },
  };
}

/** A text of which each character is one of those that may be there. */
function spelled({ wrong }: Field, pattern: RegExp): Field {
  return { wrong: (value) => wrong(value) ?? (pattern.test((value as string).trim()) ? null : SPELLING) };
}

function integer(least: number, most: number): Field {
  const wanted = say(`un nombre entier de ${least} à ${most} est attendu`, `a whole number from ${least} to ${most} is wanted`);
  return {
    wrong: (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most ? null : wanted,
  };
}

function flag(): Field {
  const wanted = say("0 ou 1 est attendu", "0 or 1 is wanted");
  return { wrong: (value) => value === 0 || value === 1 ? null : wanted };
}

function oneOf(...words: readonly string[]): Field {
  const wanted = say(`un mot est attendu parmi ${words.join(", ")}`, `one word is wanted of ${words.join(", ")}`);
  return { wrong: (value) => words.includes(value as string) ? null : wanted };
}
