/** Why a body does not fit its schema, in words for both languages. */
import type { z } from "zod";
import { LIMITS } from "../../shared/limits.ts";
import { type Bilingual, say } from "../../shared/errors.ts";

/** French for the sentences that schemas carry themselves. */
const OWN: Readonly<Record<string, string>> = {
  "letters, digits, space and . _ @ - only": "lettres, chiffres, espace et . _ @ - seulement",
  "no control characters": "pas de caractères de contrôle",
  "nothing to change": "rien à changer",
  "a UUID in lower case": "un UUID en minuscules est attendu",
  "capital letters and digits, at most 10": "majuscules et chiffres, 10 au plus",
  "6 digits": "6 chiffres",
  "32 bytes as base64url": "32 octets en base64url",
  "fond or comptage, not both": "fond ou comptage, pas les deux",
  [`at most ${LIMITS.printedLabels} labels`]: `${LIMITS.printedLabels} étiquettes au plus`,
  "compte or comptage is wanted": "compte ou comptage est attendu, et un seul",
  "a value for each column is wanted": "une valeur par colonne",
  "each column once is wanted": "chaque colonne une seule fois",
  "each line once is wanted": "chaque ligne une seule fois",
  "each scope once is wanted": "chaque droit une seule fois",
  "columns of that sort are wanted": "des colonnes de cette sorte sont attendues",
  "more than 0 is wanted": "plus de 0 est attendu",
  "other than 0 is wanted": "autre chose que 0 est attendu",
  "an existing 2026-11-22 for a day, 2026-11 for a month, 2026 for a year is wanted":
    "une date qui existe est attendue : 2026-11-22 pour un jour, 2026-11 pour un mois, 2026 pour une année",
};

/** What a schema expects, as people say it. */
const TYPES: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  string: ["un texte", "text"],
  number: ["un nombre", "a number"],
  int: ["un nombre entier", "a whole number"],
  boolean: ["true ou false", "true or false"],
  array: ["une liste", "a list"],
  object: ["un objet", "an object"],
  record: ["un objet", "an object"],
};

const UNEXPECTED = say("forme inattendue", "not of an expected shape");

const UNITS = { string: ["caractères", "characters"], array: ["éléments", "elements"] } as const;

export function reasonOf(issue: z.core.$ZodIssue | undefined): Bilingual {
  switch (issue?.code) {
    case "invalid_type": {
      const found = TYPES[issue.expected];
      return found === undefined ? UNEXPECTED : say(`attendu : ${found[0]}`, `expected: ${found[1]}`);
    }
    case "unrecognized_keys":
      return say("champ inconnu", "unknown field");
    case "too_small":
      return bound(issue.origin, "au moins", "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, "au plus", "at most", issue.maximum);
    case "invalid_value":
      return say(`attendu : ${issue.values.join(", ")}`, `expected: ${issue.values.join(", ")}`);
    case "invalid_union":
      return UNEXPECTED;
    case "invalid_key":
      return say("ce nom n'est pas permis ici", "this name is not allowed here");
    default: {
      // Zod's own words are for developers, and English.
      const french = OWN[issue?.message ?? ""];
      return french === undefined ? UNEXPECTED : say(french, issue!.message);
    }
  }
}

function bound(origin: string, fr: string, en: string, limit: number | bigint): Bilingual {
  const [french, english] = UNITS[origin as keyof typeof UNITS] ?? ["", ""];
  const counted = (unit: string) => limit === 1 ? unit.replace(/s$/, "") : unit;
  return say(`${fr} ${limit} ${counted(french)}`.trim(), `${en} ${limit} ${counted(english)}`.trim());
}
