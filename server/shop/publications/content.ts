/**
 * What a publication holds, of each kind, as head office's command writes it and a shop reads it. Both look at all of it: what
 * stands at head office anybody may have written who may write there.
 */
import { type Bilingual, say } from "../../../shared/errors.ts";
import { OWNER_LIMITS } from "../../../shared/owner_limits.ts";
import { type Faults, repeated } from "./faults.ts";
import { type Field, FIELDS } from "./fields.ts";

export const PUBLICATION_KINDS = ["articles", "prices", "people", "settings", "message", "rules"] as const;
export type PublicationKind = typeof PUBLICATION_KINDS[number];

type Value = string | number;
/** A line of the file that it was made of, with what it gives. */
export type Item = Readonly<Record<string, Value>> & { readonly ligne: number };

export interface Message {
  readonly texte: string;
  readonly pour: "caisses" | "proprietaire" | "tous";
  /** The last day on which it is shown, by the shop's clock. */
  readonly jusqu_au: string;
}

export type Content =
  | { readonly kind: "articles" | "prices" | "people"; readonly items: readonly Item[] }
  | { readonly kind: "settings"; readonly settings: Readonly<Record<string, Value>> }
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "rules"; readonly free: readonly string[] };

/** Kind of lists → under which name they stand, what a line may give, and what of it must be there: one of each group. */
const LISTS = {
  articles: { name: "articles", fields: FIELDS.articles, wanted: [["reference", "code_barres"]] },
  prices: { name: "prix", fields: FIELDS.prices, wanted: [["reference", "code_barres"], ["prix_ttc"]] },
  people: { name: "personnes", fields: FIELDS.people, wanted: [["identifiant"], ["nom"], ["role"]] },
} as const satisfies Record<string, ListShape>;
interface ListShape {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  readonly wanted: readonly (readonly string[])[];
}

/** The name under which the lines of a kind stand; null where it is no list. */
export function listNameOf(kind: PublicationKind): string | null {
  return kind in LISTS ? LISTS[kind as keyof typeof LISTS].name : null;
}

/** What a line of a kind may give; null where it is no list. */
export function fieldsOf(kind: PublicationKind): Readonly<Record<string, Field>> | null {
  return kind in LISTS ? LISTS[kind as keyof typeof LISTS].fields : null;
}

/** `faults` hears of all that is wrong; the answer counts only where nothing is. null for a kind that is not known. */
export function readContent(kind: string, value: unknown, faults: Faults): Content | null {
  if (!isKind(kind)) {
    faults.add(
      null,
      null,
      say(`« ${repeated(kind)} » n'est pas connu de cette version`, `'${repeated(kind)}' is not known to this version`),
    );
    return null;
  }
  const of = isObject(value) ? value : {};
  if (!isObject(value)) faults.add(null, null, SHAPE);
  if (kind === "settings") return { kind, settings: readFields(of["reglages"], FIELDS.settings, null, faults) };
  if (kind === "rules") return { kind, free: readFree(of["libres"], faults) };
  if (kind === "message") {
    const message = readFields(of, FIELDS.message, null, faults);
    for (const name of Object.keys(FIELDS.message)) if (message[name] === undefined) faults.add(null, name, MISSING);
    return { kind, message: message as unknown as Message };
  }
  return { kind, items: readList(kind, of[LISTS[kind].name], faults) };
}

function readList(kind: keyof typeof LISTS, list: unknown, faults: Faults): Item[] {
  const { fields, wanted, name }: ListShape = LISTS[kind];
  if (!Array.isArray(list) || list.length === 0) {
    faults.add(null, name, say("une liste qui n'est pas vide est attendue", "a list that is not empty is wanted"));
    return [];
  }
  if (list.length > OWNER_LIMITS.importLines) {
    faults.add(null, name, say(`${OWNER_LIMITS.importLines} lignes au plus`, `${OWNER_LIMITS.importLines} lines at most`));
    return [];
  }
  const seen = new Map<string, number>();
  return list.map((one, at) => {
    const { ligne: told, ...rest } = isObject(one) ? one : {};
    const ligne = Number.isSafeInteger(told) && (told as number) > 0 ? told as number : at + 1;
    if (!isObject(one)) faults.add(ligne, null, SHAPE);
    const given = readFields(rest, fields, ligne, faults);
    for (const group of wanted) {
      // What is there and wrong was told already.
      if (isObject(one) && !group.some((field) => rest[field] !== undefined && rest[field] !== null)) {
        faults.add(ligne, group.join(" / "), MISSING);
      }
    }
    const key = keyOf(given);
    const before = key === null ? undefined : seen.get(key);
    if (before !== undefined) {
      faults.add(ligne, null, say(`la ligne ${before} parle déjà du même`, `line ${before} is about the same already`));
    } else if (key !== null) seen.set(key, ligne);
    return { ligne, ...given } as Item;
  });
}

/** By what a line is about: an article is known by head office's reference, or by its code where it has none. */
export function keyOf({ reference, code_barres, identifiant }: Readonly<Record<string, Value>>): string | null {
  const key = reference ?? code_barres ?? identifiant;
  return key === undefined
    ? null
    : identifiant === undefined
    ? spelledCode(String(key))
    : String(key).normalize("NFKC").toLowerCase();
}

/** Twelve digits are the same code as thirteen with a nought before them. */
export function spelledCode(code: string): string {
  return /^\d{12}$/.test(code) ? `0${code}` : code;
}

function readFields(
  value: unknown,
  fields: Readonly<Record<string, Field>>,
  ligne: number | null,
  faults: Faults,
): Record<string, Value> {
  if (!isObject(value)) {
    if (ligne === null) faults.add(null, null, SHAPE);
    return {};
  }
  const read: Record<string, Value> = {};
  for (const [name, given] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) faults.add(ligne, name, unknownField(Object.keys(fields)));
    else if (given === null) continue;
    else {
      const wrong = field.wrong(given);
      if (wrong !== null) faults.add(ligne, name, wrong);
      else read[name] = typeof given === "string" ? given.trim() : given as number;
    }
  }
  return read;
}

function readFree(value: unknown, faults: Faults): readonly string[] {
  const known = Object.keys(FIELDS.articles).filter((name) => name !== "reference");
  if (!Array.isArray(value)) {
    faults.add(null, "libres", say("une liste de colonnes est attendue", "a list of columns is wanted"));
    return [];
  }
  for (const name of value as readonly unknown[]) {
    if (typeof name !== "string") faults.add(null, "libres", SHAPE);
    else if (!known.includes(name)) faults.add(null, name, unknownField(known));
  }
  return [...new Set(value as string[])];
}

function unknownField(known: readonly string[]): Bilingual {
  return say(`ce nom n'est pas connu : ${known.join(", ")}`, `this name is not known: ${known.join(", ")}`);
}

function isKind(kind: string): kind is PublicationKind {
  return (PUBLICATION_KINDS as readonly string[]).includes(kind);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const SHAPE = say("la forme n'est pas celle qui est attendue", "it is not of the shape that is wanted");
const MISSING = say("une valeur est attendue ici", "a value is wanted here");
