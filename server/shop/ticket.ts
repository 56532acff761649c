/** The ticket as it is signed, and the receipt that is made of it. Nothing of a receipt is computed again. */
import type { JsonValue } from "../../shared/protocol.ts";
import { FRANCHISE_MENTION } from "../../shared/territories.ts";
import { isMeasured } from "../../shared/units.ts";
import { signatureExtract } from "../../shared/receipt/signature_extract.ts";
import { ACCOUNT, accountOf } from "./customer_accounts.ts";
import { correctionsTo } from "./corrections.ts";
import type { Look, Tx } from "../database/application.ts";
import type { ShopContext } from "./context.ts";
import { isOutside, outsideOf } from "./outside_vat.ts";
import { logoTold } from "./logo.ts";
import { pickupNumber } from "./kitchens.ts";
import { findSale, type LineRow, linesOf, nameOf, numberOfSale, type SaleRow } from "./sale.ts";
import { hiddenVoucherCode } from "../../shared/voucher_code.ts";
import { vouchersOf } from "./vouchers.ts";

export type SignedReceipt = Record<string, JsonValue>;

/** Of a shared voucher what head office says is left, for it may have been used elsewhere; else what this shop's own book says. */
const LEFT = `coalesce(min(b.solde, (SELECT min(h.reste) FROM reservations_bon h
  WHERE h.vente_id = p.vente_id AND h.code = p.code_bon AND h.etat = 'utilisee')), b.solde, r.reste)`;

/** Writes a paid ticket into its till's series; answers its receipt. */
export function writeTicket(tx: Tx, { fiscal, version }: ShopContext, id: string): SignedReceipt {
  const sale = findSale(tx, id);
  const paiements = tx.all(
    `SELECT p.mode, p.montant, p.rendu, p.code_bon, ${LEFT} AS solde_bon, r.boutique_nom, o.autorisation, o.carte FROM paiements p
     LEFT JOIN bons b ON b.code = p.code_bon LEFT JOIN operations_carte o ON o.id = p.operation_id
     LEFT JOIN reservations_bon r ON p.mode = 'bon' AND r.vente_id = p.vente_id AND r.code = p.code_bon AND r.etat = 'utilisee'
     WHERE p.vente_id = ? ORDER BY p.id`,
    id,
  );
  const lines = linesOf(tx, id);
  const origin = sale.vente_origine_id === null ? null : findSale(tx, sale.vente_origine_id);
  const { demo, fuseau, territoire, ...boutique } = tx.get(
    "SELECT nom, adresse, telephone, siret, tva_intracommunautaire, message, demo, fuseau, territoire FROM boutique",
  )!;
  const owedThen = paiements.some(({ mode }) => mode === ACCOUNT) ? accountThen(tx, sale) : {};
  const retrait = pickupNumber(tx, id);
  const content: SignedReceipt = {
    type: sale.type,
    vente_id: id,
    numero: numberOfSale(sale),
    date: sale.payee_le,
    // A copy shows the hour that the original shows, whatever zone the shop goes by then.
    fuseau: fuseau as string | null,
    caisse: sale.caisse,
    vendeur: nameOf(tx, sale.vendeur_id),
    caissier: nameOf(tx, sale.caissier_id),
    demonstration: demo === 1,
    formation: sale.formation === 1,
    boutique: boutique as unknown as JsonValue,
    lignes: lines.map((line) => ({
      id: line.id,
      produit_id: line.produit_id,
      libelle: line.libelle,
      quantite: line.quantite,
      // Pieces go without saying.
      ...isMeasured(line.unite) ? { unite: line.unite } : {},
      prix_unitaire_ttc: line.prix_unitaire_ttc,
      ...line.prix_libre === 1 ? { prix_libre: true } : {},
      ...line.prix_ordinaire === null ? {} : { prix_ordinaire: line.prix_ordinaire, prix_motif: line.prix_motif },
      remise: line.remise,
      remise_taux: line.remise_taux,
      remise_motif: line.remise_motif,
      remise_ticket: line.remise_ticket,
      tva: line.tva,
      ...isOutside(line) ? { nature: line.nature } : {},
      ...line.ligne_origine_id === null ? {} : { ligne_origine_id: line.ligne_origine_id },
      total_ttc: line.total_ttc,
      total_ht: line.total_ht,
    })),
    remise: sale.remise,
    remise_taux: sale.remise_taux,
    remise_motif: sale.remise_motif,
    total_ttc: sale.total_ttc,
    total_ht: sale.total_ht,
    total_tva: sale.total_tva,
    taux: tx.all("SELECT taux, ttc, ht, tva FROM ventes_tva WHERE vente_id = ? ORDER BY taux", id) as unknown as JsonValue,
    ...outsideOf(tx, id, lines),
    // What was sold with VAT is given back with it, whatever the shop is by then.
    ...territoire === "franchise" && sale.total_tva === 0 ? { mention_tva: FRANCHISE_MENTION } : {},
    ...vouchersGiven(tx, id, lines, paiements),
    paiements: paiements.map(({ code_bon, solde_bon, boutique_nom, autorisation, carte, ...payment }) => ({
      ...payment,
      // By a terminal of the till's alone.
      ...autorisation === null ? {} : { autorisation },
      ...carte === null ? {} : { carte },
      ...code_bon === null ? {} : { code_bon, solde_bon },
      // Which other shop gave it; absent where head office did not say.
      ...boutique_nom === null ? {} : { boutique_bon: boutique_nom },
      ...payment["mode"] === ACCOUNT ? owedThen : {},
    })) as unknown as JsonValue,
    rendu: paiements.reduce((sum, { rendu }) => sum + Number(rendu), 0),
    numero_origine: origin === null ? null : numberOfSale(origin),
    ...origin === null ? exchangedFrom(tx, id, lines) : {},
    motif: sale.type === "avoir" ? sale.motif : null,
    ...retrait === null ? {} : { retrait },
    logiciel: `Comptoir ${version}`,
  };
  const { signature, seq } = fiscal.append(tx, ticketSeries(sale), sale.type, content);
  return receipt(tx, content, seq, signature, null);
}

/** Whose account it went on, and what is owed there after it. No name: that can be erased, what is signed cannot. */
function accountThen(tx: Tx, { client_id, formation }: SaleRow): { readonly client_id: number; readonly solde_compte: number } {
  return { client_id: client_id!, solde_compte: accountOf(tx, client_id!, formation)!.solde };
}

/** The tickets that something came back of, in exchange; absent from a ticket that is none. */
function exchangedFrom(tx: Tx, id: string, lines: readonly LineRow[]): { readonly echange_de?: JsonValue } {
  if (lines.every(({ ligne_origine_id }) => ligne_origine_id === null)) return {};
  const origins = tx.all(
    `SELECT * FROM ventes WHERE id IN (SELECT o.vente_id FROM lignes_vente l JOIN lignes_vente o ON o.id = l.ligne_origine_id
     WHERE l.vente_id = ?) ORDER BY payee_le, id`,
    id,
  );
  return { echange_de: origins.map((origin) => numberOfSale(origin as unknown as SaleRow)) };
}

/** The vouchers and gift cards that it gave; absent from a ticket that gave none. */
function vouchersGiven(
  tx: Tx,
  id: string,
  lines: readonly LineRow[],
  payments: readonly Record<string, unknown>[],
): { readonly bons?: JsonValue } {
  const gave = payments.some(({ code_bon, montant }) => code_bon !== null && Number(montant) < 0) ||
    lines.some(({ nature, quantite }) => nature === "carte_cadeau" && quantite > 0);
  return gave ? { bons: vouchersOf(tx, id) } : {};
}

/** The receipt of a paid ticket, out of the fiscal journal. */
export function receiptOf(tx: Look, sale: SaleRow): SignedReceipt {
  const stored = storedTicket(tx, sale);
  return receipt(tx, JSON.parse(stored.contenu) as SignedReceipt, stored.seq, stored.signature, null);
}

/** One more copy, numbered and recorded. Who has a voucher's code has its money: it shows to whom `showsCodes` says. */
export function duplicateReceipt(tx: Tx, { fiscal }: ShopContext, sale: SaleRow, showsCodes: boolean): SignedReceipt {
  const stored = storedTicket(tx, sale);
  const numero = numberOfSale(sale);
  const serie = `${sale.formation === 1 ? "formation-duplicatas" : "duplicatas"}:${sale.caisse}`;
  const before = tx.get(
    "SELECT count(*) AS n FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND serie = ?",
    sale.id,
    serie,
  );
  const duplicata = Number(before!["n"]) + 1;
  const { signature } = fiscal.append(tx, serie, "duplicata", {
    numero,
    duplicata,
    type: sale.type,
    vente_id: sale.id,
    date: tx.now,
    par: tx.actor.username,
    caisse: sale.caisse,
    ticket_seq: stored.seq,
  });
  const corrections = correctionsTo(tx, sale.id);
  const content = JSON.parse(stored.contenu) as SignedReceipt;
  return {
    ...receipt(tx, showsCodes ? content : withoutCodes(content), stored.seq, signature, duplicata),
    duplicata_le: tx.now,
    ...corrections.length === 0 ? {} : { corrections },
  };
}

function withoutCodes(content: SignedReceipt): SignedReceipt {
  const hidden = (list: JsonValue | undefined, field: "code" | "code_bon") =>
    (list as readonly Record<string, JsonValue>[]).map((one) =>
      typeof one[field] === "string" ? { ...one, [field]: hiddenVoucherCode(one[field]) } : one
    );
  return {
    ...content,
    ...content["bons"] === undefined ? {} : { bons: hidden(content["bons"], "code") },
    paiements: hidden(content["paiements"], "code_bon"),
  };
}

/** What is done for practice is signed as well, apart from what counts. */
function ticketSeries({ formation, caisse }: SaleRow): string {
  return `${formation === 1 ? "formation" : "tickets"}:${caisse}`;
}

interface SignedTicket {
  readonly seq: number;
  readonly contenu: string;
  readonly signature: string;
}

function storedTicket(tx: Look, sale: SaleRow): SignedTicket {
  const stored = tx.get(
    "SELECT seq, contenu, signature FROM journal_fiscal WHERE contenu ->> 'vente_id' = ? AND serie = ?",
    sale.id,
    ticketSeries(sale),
  );
  return stored as unknown as SignedTicket;
}

function receipt(look: Look, content: SignedReceipt, seq: number, signature: string, duplicata: number | null): SignedReceipt {
  return { ...content, ...logoTold(look), seq, signature: signatureExtract(signature), duplicata };
}
