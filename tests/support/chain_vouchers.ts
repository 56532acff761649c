/** Vouchers of a chain whose first shop is Lyon: which shops share theirs, what head office knows of them, and who owes whom. */
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import { type Chain, reached } from "./chain.ts";
import { eventually } from "./feed.ts";
import { answerOf, type Person } from "./server.ts";
import { CAFE, draft, ok, pay, type Shop } from "./shop.ts";
import { by, given, look } from "./vouchers.ts";

const shared = ({ owner }: Shop, shares: 0 | 1) => owner.query("update", "UPDATE boutique SET bons_chaine = ?", [shares]);
/** From now on a shop's vouchers pay in the others, and theirs here. */
export const sharing = async (shop: Shop): Promise<void> => void ok(await shared(shop, 1));
export const sharingNoMore = async (shop: Shop): Promise<void> => void ok(await shared(shop, 0));
/** So many cents of a voucher are taken while head office is away. */
export async function offline({ owner }: Shop, cents: number): Promise<void> {
  ok(await owner.query("update", "UPDATE boutique SET bons_hors_ligne = ?", [cents]));
}

/** A voucher of Lyon's, once head office knows it: codes that nobody has are guesses, and wait. */
export async function givenAndKnown(chain: Chain): Promise<string> {
  const { code } = await given(chain.shops[0]!);
  await known(chain, code);
  return code;
}

/** Two shops, and a voucher of the first, Lyon's, of 20 euros: known to head office, which the second, Paris, can ask. */
export async function lyonGives(chain: Chain): Promise<{ readonly lyon: Shop; readonly paris: Shop; readonly code: string }> {
  const [lyon, paris] = chain.shops as [Shop, Shop];
  const code = await givenAndKnown(chain);
  await worth(paris.chloe, code, 2000);
  return { lyon, paris, code };
}

/** A coffee that another shop's voucher pays for: 5 euros of it. */
export async function coffee({ chloe }: Shop, code: string): Promise<void> {
  ok(await pay(chloe, await draft(chloe, [CAFE]), [by("bon", 500, code)]));
}

/** Head office loses all that it knows of vouchers, and its shops, which begin anew on another line, tell it of this one again. */
export async function forgotten(chain: Chain, code: string): Promise<void> {
  for (const table of ["bons_mouvements", "bons_suites"]) await chain.office.rows(`DELETE FROM comptoir.${table}`);
  await chain.office.rows("UPDATE comptoir.partages SET bons_vus = 0, bons_finis = 0");
  await chain.postgres.stop();
  for (const shop of chain.shops) await away(shop);
  await chain.postgres.resume();
  await known(chain, code);
  for (const { chloe } of chain.shops) await reached(chloe);
}

/** Until head office has heard of a voucher from the shop that gave it. */
export async function known({ office }: Pick<Chain, "office">, code: string, shop = "lyon"): Promise<void> {
  const print = await fingerprintOf(code);
  const entries = () => office.rows("SELECT 1 FROM comptoir.bons_mouvements WHERE shop = $1 AND empreinte = $2", [shop, print]);
  await eventually(async () => (await entries()).length > 0, "head office knows it");
}

/** Until a shop has noticed that its head office is away. */
export async function away({ chloe }: Shop): Promise<void> {
  await eventually(async () => ok(await answerOf(await chloe.get("/api/chaine"))).jointe === false, "it is away");
}

/** Waits until a voucher is worth so much at some till. */
export async function worth(person: Person, code: string, cents: number): Promise<void> {
  await eventually(async () => {
    const { status, body } = await look(person, code);
    return status === 200 && body.solde === cents;
  }, `${code} is worth ${cents}`);
}

/** Who owes whom how much, for how many payments. */
export async function debts({ office }: Chain): Promise<string[][]> {
  const rows = await office.rows("SELECT doit, a_qui, paiements, total FROM comptoir.dettes_bons ORDER BY 1, 2");
  return rows.map((row) => Object.values(row).map(String));
}
