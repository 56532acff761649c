/** What a till's printer puts out besides receipts: how the open till stands, what went through its drawer, a receipt for who is given the goods. */
import { formatCents } from "../../../shared/money.ts";
import type { ReceiptData } from "../../../shared/receipt/data.ts";
import { shopLines } from "../../../shared/receipt/shop.ts";
import { receiptWords } from "../../../shared/receipt/words.ts";
import type { SettlementData } from "../../../shared/settlement.ts";
import { onPaper, ownZone } from "../../../shared/time_zone.ts";
import { formatMeasure } from "../../../shared/units.ts";
import type { Block, PaperDocument } from "../../devices/document.ts";
import { reportsEn } from "./words/reports_en.ts";
import { reportsFr } from "./words/reports_fr.ts";

export type PaperLanguage = "fr" | "en";

const WORDS = { fr: reportsFr, en: reportsEn } as const;
const RULE: Block = { kind: "rule" };
const title = (text: string): Block => ({ kind: "text", text, centred: true, bold: true, big: true });
const note = (text: string): Block => ({ kind: "text", text, centred: true });
const pair = (left: string, right: string): Block => ({ kind: "pair", left, right });

/** Under what it stands: whose it is, and that it is no sale's where it is practice. */
export interface PaperHead {
  /** The shop's name. */
  readonly shop: string;
  readonly training: boolean;
  readonly demo: boolean;
  /** IANA name; null for the machine's own. */
  readonly zone: string | null;
}

/** An X as a cashier has it, who is to count without knowing. */
export interface BlindX {
  readonly caisse: string;
  readonly caissier: string;
  readonly ouverte_le: string;
  readonly etabli_le: string;
  readonly tickets: readonly { readonly type: string; readonly nombre: number }[];
  readonly mouvements: readonly { readonly genre: string; readonly nombre: number; readonly total: number }[];
  readonly comptes: { readonly regle: readonly { readonly mode: string; readonly nombre: number; readonly total: number }[] };
}

export function xDocument(x: BlindX, head: PaperHead, locale: PaperLanguage): PaperDocument {
  const [words, receipt] = [WORDS[locale], receiptWords(locale)];
  const at = (moment: string) => onPaper(moment, head.zone ?? ownZone(), locale);
  const count = (type: string) => String(x.tickets.find((row) => row.type === type)?.nombre ?? 0);
  const sum = (name: string, { nombre, total }: { nombre: number; total: number }) =>
    pair(`${name} (${nombre})`, total === 0 ? "" : formatCents(total, locale));
  return {
    blocks: [
      ...headed(words.x, head, locale),
      pair(receipt.till, x.caisse),
      pair(receipt.cashier, x.caissier),
      pair(words.since, at(x.ouverte_le)),
      pair(words.at, at(x.etabli_le)),
      RULE,
      pair(words.sales, count("vente")),
      pair(words.refunds, count("avoir")),
      ...part(words.moves, x.mouvements.map((move) => sum(words.kinds[move.genre] ?? move.genre, move))),
      ...part(words.settled, x.comptes.regle.map((one) => sum(receipt.modes[one.mode] ?? one.mode, one))),
      RULE,
      note(words.blind),
    ],
  };
}

/** A cash move, to be signed by who took or brought the money. */
export interface MovePaper {
  readonly caisse: string;
  readonly par: string;
  readonly genre: string;
  /** Cents, negative for what left the drawer; 0 for a drawer that was only opened. */
  readonly montant: number;
  readonly motif: string;
  readonly cree_le: string;
  /** Its place in the signed events. */
  readonly evenement: number;
}

export function moveDocument(move: MovePaper, head: PaperHead, locale: PaperLanguage): PaperDocument {
  const [words, receipt] = [WORDS[locale], receiptWords(locale)];
  const { montant } = move;
  return {
    blocks: [
      ...headed(montant === 0 ? words.opened : montant < 0 ? words.out : words.into, head, locale),
      pair(receipt.till, move.caisse),
      pair(receipt.cashier, move.par),
      pair(receipt.date, onPaper(move.cree_le, head.zone ?? ownZone(), locale)),
      pair(words.kinds[move.genre] ?? move.genre, montant === 0 ? "" : formatCents(montant, locale)),
      { kind: "text", text: `${receipt.reason}${receipt.colon}${move.motif}` },
      pair(words.event, String(move.evenement)),
      RULE,
      { kind: "text", text: words.sign },
      ...Array<Block>(3).fill({ kind: "space" }),
    ],
  };
}

/** For who is given the goods: what it is and from where, no price; its code leads a till to the ticket. */
export function giftDocument(receipt: ReceiptData, locale: PaperLanguage, zone: string | null): PaperDocument {
  const [words, t] = [WORDS[locale], receiptWords(locale)];
  const { boutique, lignes, numero } = receipt;
  const head = { shop: boutique.nom, training: receipt.formation === true, demo: receipt.demonstration === true, zone };
  return {
    blocks: [
      ...headed(words.gift, head, locale),
      ...boutique.adresse.split("\n").filter((line) => line !== "").map(note),
      pair(t.number, numero),
      pair(t.date, onPaper(receipt.date, receipt.fuseau ?? zone ?? ownZone(), locale).slice(0, DAY)),
      RULE,
      // What came back in an exchange is no gift.
      ...lignes.filter(({ quantite }) => quantite > 0).map(({ libelle, quantite, unite }) =>
        pair(libelle, formatMeasure(quantite, unite ?? "piece", locale))
      ),
      RULE,
      note(words.giftNote),
      { kind: "code128", text: numero },
      note(numero),
    ],
  };
}

/** An account that was settled: no lines and no VAT, for it is no sale. The same as `settlementArticle` says on the browser's paper. */
export function settlementDocument(settled: SettlementData, customer: string, locale: PaperLanguage): PaperDocument {
  const words = receiptWords(locale);
  const { annule, motif = "", boutique, duplicata, duplicata_le } = settled;
  const money = (cents: number) => formatCents(cents, locale);
  const at = (moment: string) => onPaper(moment, settled.fuseau ?? ownZone(), locale);
  const head = { shop: boutique.nom, training: settled.formation, demo: settled.demonstration, zone: settled.fuseau };
  const copy = duplicata === undefined ? [] : [title(`${words.duplicate} ${duplicata}`), note(at(duplicata_le!))];
  const cancels = annule === undefined ? [] : [note(`${words.cancels} ${annule}`), note(`${words.reason}${words.colon}${motif}`)];
  return {
    blocks: [
      ...copy,
      ...headed(annule === undefined ? words.settlement : words.settlementCancelled, head, locale),
      ...cancels,
      ...shopLines(boutique, words).flatMap((line) => line.split("\n")).filter((line) => line !== "").map(note),
      RULE,
      pair(words.settlementNumber, settled.numero),
      pair(words.date, at(settled.date)),
      pair(words.till, settled.caisse),
      pair(words.cashier, settled.caissier),
      pair(words.customer, customer),
      RULE,
      pair(words.owedBefore, money(settled.solde_avant)),
      pair(words.modes[settled.mode] ?? settled.mode, money(settled.montant)),
      { ...pair(words.owedAfter, money(settled.solde)), bold: true } as Block,
      RULE,
      note(words.noSale),
      note(`${words.signature}${words.colon}${settled.signature}`),
      note(settled.logiciel),
    ],
  };
}

/** Signs of a day. */
const DAY = 10;

function headed(name: string, { shop, training, demo }: PaperHead, locale: PaperLanguage): Block[] {
  const words = receiptWords(locale);
  return [
    ...demo ? [title(words.demo), note(words.demoNote)] : [],
    ...training ? [title(words.training), note(words.trainingNote)] : [],
    ...shop === "" ? [] : [note(shop)],
    title(name),
    RULE,
  ];
}

const part = (name: string, rows: readonly Block[]): Block[] =>
  rows.length === 0 ? [] : [RULE, { kind: "text", text: name, bold: true }, ...rows];
