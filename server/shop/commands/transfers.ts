/** Goods that are sent to another shop of the chain, and those that came from one: a movement of stock each, under the same id in both. */
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ChainShop, SentTransfer } from "../../head_office/inquiry.ts";
import { UNKNOWN } from "../unknown.ts";
import { followedProduct, moveBy } from "./stock_moves.ts";

interface Sending {
  /** Named by the console. */
  readonly transfert_id: string;
  /** The other shop's key at head office. */
  readonly vers: string;
  readonly note?: string;
  readonly lignes: readonly { readonly produit_id: number; readonly quantite: number }[];
  /** The shops of the chain, as head office says. */
  readonly siege: readonly ChainShop[];
}
interface Receiving {
  readonly id: string;
  readonly de: string;
  readonly note?: string;
  readonly lignes: readonly { readonly place: number; readonly quantite: number }[];
  /** What was sent, as head office says; null for nothing that is under way to here. */
  readonly siege: SentTransfer | null;
}
/** One side of a transfer. */
interface Side {
  readonly id: string;
  readonly sens: "envoi" | "reception";
  readonly boutique: string;
}
interface Line {
  readonly place: number;
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  /** Thousandths. */
  readonly quantite: number;
  readonly attendu: number;
  readonly produit_id: number;
}

export const transferCommands: Readonly<Record<string, Command>> = {
  "stock.envoyer": (tx, input) => {
    const { transfert_id: id, vers, note, lignes, siege } = input as unknown as Sending;
    const there = siege.find(({ shop }) => shop === vers) ?? tx.fail("not_found", UNKNOWN.chainShop);
    const side = { id, sens: "envoi", boutique: vers } as const;
    begin(tx, side, there.name, note);
    for (const [place, { produit_id, quantite }] of lignes.entries()) {
      const { libelle, unite } = followedProduct(tx, produit_id, { ligne: place }) as { libelle: string; unite: string };
      const code = tx.get(CODE, produit_id)?.["code"] as string | undefined ??
        tx.fail("constraint_violation", { constraint: "rule:transfer_code", subject: libelle, ligne: place });
      write(tx, side, { place, code, libelle, unite, quantite, attendu: quantite, produit_id });
    }
    tx.event("stock_envoi", { transfert_id: id, boutique: vers, lignes: lignes.length });
    return { transfert_id: id, lignes: lignes.length };
  },

  "stock.recevoir": (tx, input) => {
    const { id, de, note, lignes, siege } = input as unknown as Receiving;
    const side = { id, sens: "reception", boutique: de } as const;
    expectNew(tx, side);
    if (siege === null) return tx.fail("not_found", UNKNOWN.transfer);
    const came = new Map(lignes.map(({ place, quantite }) => [place, quantite]));
    if (came.size !== lignes.length || came.size !== siege.lines.length || siege.lines.some(({ place }) => !came.has(place))) {
      tx.fail("constraint_violation", { constraint: "rule:transfer_lines" });
    }
    begin(tx, side, siege.name, note);
    const ecarts: JsonValue[] = [];
    for (const { place, code, label, unit, quantity } of siege.lines) {
      const attendu = Number(quantity);
      const quantite = came.get(place)!;
      const known = tx.get(BY_CODE, code) ??
        tx.fail("not_found", { ...UNKNOWN.product, subject: label, code_barres: code, ligne: place });
      const produit_id = known["id"] as number;
      followedProduct(tx, produit_id, { ligne: place });
      write(tx, side, { place, code, libelle: label, unite: unit, quantite, attendu, produit_id });
      if (quantite !== attendu) ecarts.push({ place, code, libelle: label, attendu, recu: quantite, ecart: quantite - attendu });
    }
    tx.event("stock_reception", { transfert_id: id, boutique: de, lignes: lignes.length, ecarts });
    return { transfert_id: id, lignes: lignes.length, ecarts };
  },
};

function begin(tx: Tx, side: Side, name: string, note: string | undefined): void {
  expectNew(tx, side);
  tx.run(
    "INSERT INTO transferts (transfert_id, sens, boutique, boutique_nom, note, par_id, fait_le) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ...[side.id, side.sens, side.boutique, name.slice(0, LIMITS.chainShopName), note ?? null, tx.actor.userId, tx.now],
  );
}

/** What left once, or came once, does not again. */
function expectNew(tx: Tx, { id, sens }: Side): void {
  if (tx.get("SELECT 1 FROM transferts WHERE transfert_id = ? AND sens = ?", id, sens) === undefined) return;
  tx.fail("constraint_violation", { constraint: "rule:transfer_once" });
}

function write(tx: Tx, { id, sens, boutique }: Side, { place, code, libelle, unite, quantite, attendu, produit_id }: Line): void {
  const signed = sens === "envoi" ? -quantite : quantite;
  const moved = quantite === 0 ? null : moveBy(tx, produit_id, { motif: "transfert", quantite: signed });
  tx.run(
    `INSERT INTO lignes_transfert (transfert_id, sens, place, boutique, code, libelle, unite, quantite, attendu, produit_id, mouvement_id, fait_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, sens, place, boutique, code, libelle, unite, quantite, attendu, produit_id, moved, tx.now],
  );
}

/** One that stands for one piece. */
const CODE = `SELECT code_barres AS code FROM produits WHERE id = ?1 AND code_barres IS NOT NULL
  UNION ALL SELECT code FROM codes_produits WHERE produit_id = ?1 AND quantite = 1000 LIMIT 1`;
const BY_CODE = `SELECT id FROM produits WHERE code_barres = ?1
  UNION ALL SELECT produit_id FROM codes_produits WHERE code = ?1 AND quantite = 1000 LIMIT 1`;
