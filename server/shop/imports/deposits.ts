/** The catalogue's deposits, as a file speaks of them: by their name, or by their code. */
import type { Look } from "../../database/application.ts";
import { bare } from "./line.ts";

export interface Deposit {
  readonly id: number;
  readonly libelle: string;
}

export class Deposits {
  /** Null for a name that several have. */
  readonly #named = new Map<string, Deposit | null>();
  readonly #coded = new Map<string, Deposit>();

  /** `spelling`: codes that are one are spelled alike. */
  constructor(look: Pick<Look, "all">, readonly spelling: (code: string) => string) {
    const all = look.all("SELECT id, libelle, code_barres FROM produits WHERE nature = 'consigne'");
    for (const { code_barres, ...one } of all as unknown as (Deposit & { code_barres: string | null })[]) {
      const name = bare(one.libelle);
      this.#named.set(name, this.#named.has(name) ? null : one);
      if (code_barres !== null) this.#coded.set(spelling(code_barres), one);
    }
  }

  /** Null where none is meant, or more than one may be. */
  meant(text: string): Deposit | null {
    return this.#coded.get(this.spelling(text)) ?? this.#named.get(text) ?? null;
  }
}
