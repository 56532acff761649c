/** Why a body does not fit its schema, in words for both languages. */
import type { z } from "zod";
import { type Bilingual, say } from "../../shared/errors.ts";

/** French for the sentences that schemas carry themselves. */
const OWN: Readonly<Record<string, string>> = {
  "letters, digits, space and . _ @ - only": "lettres, chiffres, espace et . _ @ - seulement",
  "no control characters": "pas de caractères de contrôle",
  "nothing to change": "rien à changer",
  "a UUID": "un UUID est attendu",
  "capital letters and digits, at most 10": "majuscules et chiffres, 10 au plus",
  "compte or comptage is wanted": "compte ou comptage est attendu, et un seul",
};

const UNITS = { string: ["caractères", "characters"], array: ["éléments", "elements"] } as const;

export function reasonOf(issue: z.core.$ZodIssue | undefined): Bilingual {
  switch (issue?.code) {
    case "invalid_type":
      return say(`type attendu : ${issue.expected}`, `expected: ${issue.expected}`);
    case "unrecognized_keys":
      return say("champ inconnu", "unknown field");
    case "too_small":
      return bound(issue.origin, "au moins", "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, "au plus", "at most", issue.maximum);
    case "invalid_value":
      return say(`attendu : ${issue.values.join(", ")}`, `expected: ${issue.values.join(", ")}`);
    case "invalid_union":
      return say("forme inattendue", "not of an expected shape");
    default: {
      const message = issue?.message ?? "invalid";
      return say(OWN[message] ?? message, message);
    }
  }
}

function bound(origin: string, fr: string, en: string, limit: number | bigint): Bilingual {
  const [french, english] = UNITS[origin as keyof typeof UNITS] ?? ["", ""];
  const counted = (unit: string) => limit === 1 ? unit.replace(/s$/, "") : unit;
  return say(`${fr} ${limit} ${counted(french)}`.trim(), `${en} ${limit} ${counted(english)}`.trim());
}
