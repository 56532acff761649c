/** What other shops took of a shop's vouchers, as it came home: in its own book, its Z and its accounts. */
import assert from "node:assert/strict";
import { eventually } from "./feed.ts";
import { answerOf } from "./server.ts";
import { close, closeTill, dayOf, ok, type Shop } from "./shop.ts";

/** In the shop's own book, read beside its server. */
export const own = (shop: Shop, code: string) =>
  shop.inspect((db) => Number(db.prepare("SELECT solde FROM bons WHERE code = ?").get(code)!["solde"]));
export const home = (shop: Shop, code: string, cents: number) =>
  eventually(() => own(shop, code) === cents, `${cents} left of ${code}`);
export const uses = (shop: Shop) =>
  shop.inspect((db) =>
    db.prepare("SELECT boutique, boutique_nom, montant, pris, motif FROM bons_ailleurs ORDER BY id").all().map((row) =>
      Object.values(row)
    )
  );
export const verified = async ({ owner }: Shop) => ok(await answerOf(await owner.get("/api/journal/verify")));

/** A day's Z, and what an account says of it: what is to the debit less what is to the credit. */
export async function closed(shop: Shop, till: number) {
  const today = dayOf(new Date());
  ok(await closeTill(shop.chloe, till));
  const z = ok(await close(shop.owner, "jour", today));
  const { ecritures } = ok(await answerOf(await shop.owner.get(`/api/ecritures/${today}`)));
  // deno-lint-ignore no-explicit-any -- an answer
  const lines = ecritures.flatMap(({ lignes }: any) => lignes) as {
    compte: string;
    lettre: string;
    debit: number;
    credit: number;
  }[];
  const sum = (side: "debit" | "credit") => lines.reduce((cents, line) => cents + line[side], 0);
  assert.equal(sum("debit"), sum("credit"));
  assert.ok(lines.every(({ lettre }) => lettre !== "G"), "nothing is left to be explained");
  const on = (account: string) =>
    lines.filter(({ compte }) => compte === account).reduce((cents, { debit, credit }) => cents + debit - credit, 0);
  return { z, on };
}
