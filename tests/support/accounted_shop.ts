/** A shop with three Z in its books that hold everything a Z can hold, for what is made of them. */
import {
  CAFE,
  cancel,
  card,
  cash,
  close,
  closeTill,
  command,
  draft,
  JOURNAL,
  LAMPE,
  ok,
  openTill,
  type Paid,
  PAIN,
  pay,
  refund,
  sent,
  Shop,
  sold,
} from "./shop.ts";

export const [CONSIGNE, CADEAU] = [50, 51];
export const SIRET = "73282932000074";

/** What the first day's two Z and the second day's one say, as signed. */
export type Signed = Record<string, number | object>[];

/**
 * A morning with everything that a Z can hold, a Z, an evening and a second Z; a day on which nothing happened; a day on which more
 * came back than was sold.
 */
export async function openAccounted(): Promise<{ readonly shop: Shop; readonly signed: Signed }> {
  const shop = await Shop.open(["nora", "chloe"], { at: "2026-03-10T08:00:00.000Z", zone: "Europe/Paris" });
  const { chloe, nora, owner } = shop;
  const into = "INSERT INTO produits (id, libelle, prix_ttc, tva, nature) VALUES (?, ?, ?, 0, ?)";
  ok(await owner.query("insert", into, [CONSIGNE, "Consigne bocal", 200, "consigne"]));
  ok(await owner.query("insert", into, [CADEAU, "Carte cadeau 50", 5_000, "carte_cadeau"]));
  const signed: Signed = [];
  const z = async (day: string) => signed.push(ok(await close(owner, "jour", day)));

  ok(await openTill(chloe, 10_000));
  ok(await cancel(nora, await sent(nora, [CAFE, PAIN]), { motif: "le client est parti" }));
  const lamp = await draft(chloe, [LAMPE, PAIN]);
  ok(await pay(chloe, lamp, [card(2_000), cash(120)]));
  await sold(chloe, [CAFE, JOURNAL, { produit: CONSIGNE, quantite: 3_000 }], [cash(10_000)]);
  await sold(chloe, [CADEAU], [card(5_000)]);
  const back = ok(await refund(chloe, lamp, { [lamp.lignes[0]!]: 1_000 }, [{ mode: "avoir", montant: 2_000 }]));
  await sold(chloe, [PAIN], [{ mode: "avoir", montant: 120, code: back.bons[0].code } as Paid]);
  const move = (genre: string, sens: string, montant: number) =>
    command(owner, "/api/caisses/C1/mouvement", { genre, sens, montant, motif: "soir" });
  ok(await move("banque", "sortie", 2_000));
  ok(await move("monnaie", "entree", 500));
  ok(await closeTill(chloe, 9_000, "C1", "à revoir"));
  await z("2026-03-10");
  ok(await openTill(chloe, 9_050));
  const evening = await draft(chloe, [LAMPE]);
  ok(await pay(chloe, evening, [cash(2_000)]));
  ok(await pay(chloe, await draft(chloe, [LAMPE, PAIN, CAFE], 333), [card(2_287)]));
  ok(await closeTill(chloe, 11_050));
  await z("2026-03-10");

  shop.server.clock.put("2026-03-12T08:00:00.000Z");
  ok(await openTill(chloe, 11_050));
  ok(await refund(chloe, evening, { [evening.lignes[0]!]: 1_000 }, [cash(2_000)]));
  await sold(chloe, [PAIN], [cash(120)]);
  ok(await closeTill(chloe, 9_170));
  await z("2026-03-12");
  return { shop, signed };
}

/** `-16,67`. */
export function euros(cents: number): string {
  return (cents / 100).toFixed(2).replace(".", ",");
}
