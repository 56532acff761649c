/** What the other shops of the chain are asked for. */
import type { ShopsInquiry, StockInquiry, TransfersInquiry } from "../../head_office/inquiry.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Question } from "../../database/application.ts";
import { rowId } from "../row_id.ts";
import { UNKNOWN } from "../unknown.ts";

export const chainQuestions: Readonly<Record<string, Question>> = {
  "produits.ailleurs": (look, input) => {
    const id = rowId(look, input, UNKNOWN.product);
    if (look.get("SELECT 1 FROM produits WHERE id = ?", id) === undefined) look.fail("not_found", UNKNOWN.product);
    const codes = look.all(CODES, id).map(({ code }) => code as string);
    return { ask: "stock", codes } satisfies StockInquiry as unknown as JsonValue;
  },

  "chaine.boutiques": () => ({ ask: "shops" }) satisfies ShopsInquiry,

  "stock.transferts": (look) => {
    const received = look.all(RECEIVED).map(({ transfert_id }) => transfert_id as string);
    return { ask: "transfers", received } satisfies TransfersInquiry as unknown as JsonValue;
  },
};

/** Lately: what is older is known at head office. */
const RECEIVED = "SELECT transfert_id FROM transferts WHERE sens = 'reception' ORDER BY fait_le DESC LIMIT 200";
/** Those that stand for one piece. */
const CODES = `SELECT code_barres AS code FROM produits WHERE id = ?1 AND code_barres IS NOT NULL
  UNION ALL SELECT code FROM codes_produits WHERE produit_id = ?1 AND quantite = 1000`;
