/** Vouchers of a chain whose first shop is Lyon: which shops share theirs, what head office knows of them, and who owes whom. */
import { fingerprintOf } from "../../server/head_office/voucher_book.ts";
import type { Chain } from "./chain.ts";
import { eventually } from "./feed.ts";
import { answerOf, type Person } from "./server.ts";
import { ok, type Shop } from "./shop.ts";
import { given, look } from "./vouchers.ts";

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
