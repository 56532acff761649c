/** What is wrong with a publication, line by line: told to whoever publishes it, or to head office by a shop that refuses it. */
import { type Bilingual, type Extras, say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { fill } from "../../../shared/template.ts";
import type { Tx } from "../../database/application.ts";
import { SHOP_RULES } from "../rules.ts";

export interface Fault extends Bilingual {
  /** Of the file that it was made of; null where it is the whole. */
  readonly ligne: number | null;
  readonly champ: string | null;
}

export class Faults {
  /** The first of them. */
  readonly told: Fault[] = [];
  count = 0;

  /** `champ` is the name of a field, or whatever stands there in the place of one. */
  add(ligne: number | null, champ: string | null, { fr, en }: Bilingual): void {
    this.count += 1;
    if (this.count <= LIMITS.publicationFaults) {
      this.told.push({ ligne, champ: champ === null ? null : repeated(champ), fr, en });
    }
  }

  /** A rule of the shop that a line would break. */
  broken(ligne: number, extras: Extras): void {
    this.add(ligne, null, sentenceOf(extras));
  }

  /** Ends the request where there is any: nothing of the publication stays. */
  expectNone(tx: Tx): void {
    if (this.count === 0) return;
    tx.fail("constraint_violation", { constraint: "rule:publication_refused", reason: say(this.#in("fr"), this.#in("en")) });
  }

  #in(language: "fr" | "en"): string {
    const shown = this.told.slice(0, SHOWN).map((fault) => toldOf(fault, language));
    const more = this.count - shown.length;
    const rest = more <= 0 ? [] : [language === "fr" ? `et ${more} autres` : `and ${more} more`];
    return [...shown, ...rest].join(" ; ");
  }
}

/** What somebody else wrote, as a sentence may repeat it: its beginning, without what is no character to be read. */
export function repeated(text: string, most = 40): string {
  return [...text.slice(0, 2 * most).toWellFormed()].slice(0, most).join("").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\ufffd");
}

/** As many as a sentence holds. */
const SHOWN = 5;

/** `ligne 3, prix_ttc : …` */
export function toldOf({ ligne, champ, ...said }: Fault, language: "fr" | "en"): string {
  const line = ligne === null ? null : `${language === "fr" ? "ligne" : "line"} ${ligne}`;
  const where = [line, champ].filter((part) => part !== null).join(", ");
  return where === "" ? said[language] : `${where}${language === "fr" ? " :" : ":"} ${said[language]}`;
}

/** What a broken rule says, by the error's extras. */
export function sentenceOf(extras: Extras): Bilingual {
  const rule = SHOP_RULES[String(extras["constraint"])];
  if (rule !== undefined) return { fr: fill(rule.fr, extras, "fr"), en: fill(rule.en, extras, "en") };
  const { reason } = extras as { readonly reason?: Bilingual };
  return reason ?? say(String(extras["constraint"]), String(extras["constraint"]));
}
