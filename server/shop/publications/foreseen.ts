/** Prices that head office has published for a day to come, beside those of today: the owner sees them before anybody pays them. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Look } from "../../database/application.ts";
import { readContent } from "./content.ts";
import { Faults } from "./faults.ts";
import { findArticle } from "./linked_articles.ts";

/** The first of them: `{libelle, avant, prix_ttc}`, cents; `avant` is null for what the shop does not know yet. */
export function foreseenPrices(look: Look, genre: string, contenu: string): JsonValue[] {
  const content = readContent(genre, JSON.parse(contenu), new Faults());
  if (content === null || content.kind !== "prices" && content.kind !== "articles") return [];
  return content.items.filter(({ prix_ttc }) => prix_ttc !== undefined).slice(0, LIMITS.publicationsShown).map((item) => {
    const found = findArticle(look, item as Parameters<typeof findArticle>[1]);
    const here = found === null || "other" in found ? null : found.here;
    const libelle = here?.["libelle"] ?? item["libelle"] ?? item["reference"] ?? item["code_barres"]!;
    return { libelle, avant: here === null ? null : Number(here["prix_ttc"]), prix_ttc: item["prix_ttc"]! };
  });
}
