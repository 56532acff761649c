/** The ticket as it is signed, and the receipt that is made of it. Nothing of a receipt is computed again. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { signatureExtract } from "./fiscal/journal.ts";
import { findVente, lignesOf, nameOf, numberOf, type Vente } from "./sale.ts";

export type Receipt = Record<string, JsonValue>;

/** Writes a paid ticket into its till's series; answers its receipt. */
export function writeTicket(tx: Tx, { fiscal, version }: ShopContext, id: string): Receipt {
  const vente = findVente(tx, id);
  const paiements = tx.all("SELECT mode, montant, rendu FROM paiements WHERE vente_id = ? ORDER BY id", id);
  const origine = vente.vente_origine_id === null ? null : findVente(tx, vente.vente_origine_id);
  const { demo, ...boutique } = tx.get(
    "SELECT nom, adresse, telephone, siret, tva_intracommunautaire, message, demo FROM boutique",
  )!;
  const content: Receipt = {
    type: vente.type,
    vente_id: id,
    numero: numberOf(vente),
    date: vente.payee_le,
    caisse: vente.caisse,
    vendeur: nameOf(tx, vente.vendeur_id),
    caissier: nameOf(tx, vente.caissier_id),
    demonstration: demo === 1,
    formation: vente.formation === 1,
    boutique: boutique as unknown as JsonValue,
    lignes: lignesOf(tx, id).map((ligne) => ({
      id: ligne.id,
      produit_id: ligne.produit_id,
      libelle: ligne.libelle,
      quantite: ligne.quantite,
      prix_unitaire_ttc: ligne.prix_unitaire_ttc,
      remise: ligne.remise,
      remise_ticket: ligne.remise_ticket,
      tva: ligne.tva,
      total_ttc: ligne.total_ttc,
      total_ht: ligne.total_ht,
    })),
    remise: vente.remise,
    total_ttc: vente.total_ttc,
    total_ht: vente.total_ht,
    total_tva: vente.total_tva,
    taux: tx.all("SELECT taux, ttc, ht, tva FROM ventes_tva WHERE vente_id = ? ORDER BY taux", id) as unknown as JsonValue,
    paiements: paiements as unknown as JsonValue,
    rendu: paiements.reduce((sum, { rendu }) => sum + Number(rendu), 0),
    numero_origine: origine === null ? null : numberOf(origine),
    motif: vente.type === "avoir" ? vente.motif : null,
    logiciel: `Comptoir ${version}`,
  };
  const { signature, seq } = fiscal.append(tx, ticketSeries(vente), vente.type, content);
  return receipt(content, seq, signature, null);
}

/** The receipt of a paid ticket, out of the fiscal journal. */
export function receiptOf(tx: Tx, vente: Vente): Receipt {
  const stored = storedTicket(tx, vente);
  return receipt(JSON.parse(stored.contenu) as Receipt, stored.seq, stored.signature, null);
}

/** One more copy, numbered and recorded. */
export function duplicateReceipt(tx: Tx, { fiscal }: ShopContext, vente: Vente): Receipt {
  const stored = storedTicket(tx, vente);
  const numero = numberOf(vente);
  const serie = `${vente.formation === 1 ? "formation-duplicatas" : "duplicatas"}:${vente.caisse}`;
  const before = tx.get(
    "SELECT count(*) AS n FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND serie = ?",
    vente.id,
    serie,
  );
  const duplicata = Number(before!["n"]) + 1;
  const { signature } = fiscal.append(tx, serie, "duplicata", {
    numero,
    duplicata,
    type: vente.type,
    vente_id: vente.id,
    date: tx.now,
    par: tx.actor.username,
    caisse: vente.caisse,
    ticket_seq: stored.seq,
  });
  return { ...receipt(JSON.parse(stored.contenu) as Receipt, stored.seq, signature, duplicata), duplicata_le: tx.now };
}

/** What is done for practice is signed as well, apart from what counts. */
function ticketSeries({ formation, caisse }: Vente): string {
  return `${formation === 1 ? "formation" : "tickets"}:${caisse}`;
}

interface StoredTicket {
  readonly seq: number;
  readonly contenu: string;
  readonly signature: string;
}

function storedTicket(tx: Tx, vente: Vente): StoredTicket {
  const stored = tx.get(
    "SELECT seq, contenu, signature FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND serie = ?",
    vente.id,
    ticketSeries(vente),
  );
  return stored as unknown as StoredTicket;
}

function receipt(content: Receipt, seq: number, signature: string, duplicata: number | null): Receipt {
  return { ...content, seq, signature: signatureExtract(signature), duplicata };
}
