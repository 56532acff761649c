/** What goes to a printer besides receipts: the till's X, a cash move, a receipt without prices; and the owner's reports. */
import type { ReceiptData } from "../../../shared/receipt/data.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Look, Tx } from "../../database/application.ts";
import type { SettlementData } from "../../../shared/settlement.ts";
import type { ShopContext } from "../context.ts";
import type { Block } from "../../devices/document.ts";
import { type CashSession, openSession, sessionAt } from "../cash_session.ts";
import {
  type BlindX,
  giftDocument,
  moveDocument,
  type MovePaper,
  type PaperHead,
  type PaperLanguage,
  settlementDocument,
  xDocument,
} from "../paper/reports.ts";
import {
  findPrint,
  findPrinter,
  printAnswer,
  printerOf,
  type PrintJobRow,
  queuePrint,
  requeuePrint,
  type WantedPrint,
} from "../print_jobs.ts";
import { duplicateSettlement, storedSettlement } from "../settlement_copies.ts";
import { expectState, findSale } from "../sale.ts";
import { receiptOf } from "../ticket.ts";
import { UNKNOWN } from "../unknown.ts";
import { xReport } from "../x_report.ts";

interface Input {
  readonly id: string;
  readonly nom: string;
  readonly langue: PaperLanguage;
  /** The receipt itself is out already, by another road. */
  readonly copie: boolean;
  readonly titre: string;
  readonly blocs: readonly Block[];
}

export function reportPrintCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "caisses.imprimer_x": (tx, input) => {
      const { nom, langue } = input as unknown as Input;
      const session = sessionAt(tx, nom);
      const x = xReport(tx, session, false) as unknown as BlindX;
      return queued(tx, session.caisse, { genre: "x", titre: "X", document: xDocument(x, headOf(tx, session), langue) });
    },

    "mouvements.imprimer": (tx, input) => {
      const { id, langue } = input as unknown as Input;
      const session = openSession(tx);
      const number = Number(id);
      const move = tx.get(
        `SELECT m.genre, m.montant, m.motif, m.cree_le, m.evenement, e.nom AS par FROM mouvements_caisse m JOIN equipe e ON e.id = m.par_id
         WHERE m.id = ? AND m.session_caisse_id = ?`,
        Number.isSafeInteger(number) ? number : 0,
        session.id,
      ) ?? tx.fail("not_found", UNKNOWN.move);
      const paper = { ...move, caisse: session.caisse } as unknown as MovePaper;
      return queued(tx, session.caisse, {
        genre: "mouvement",
        titre: paper.motif,
        document: moveDocument(paper, headOf(tx, session), langue),
      });
    },

    "ventes.cadeau": (tx, input) => {
      const { id, langue } = input as unknown as Input;
      const sale = findSale(tx, id);
      expectState(tx, sale, "payee");
      const { caisse } = openSession(tx);
      const receipt = receiptOf(tx, sale) as unknown as ReceiptData;
      if (receipt.type !== "vente") tx.fail("invalid_state", { etat: sale.etat });
      const document = giftDocument(receipt, langue, zoneOf(tx));
      return queued(tx, caisse, { genre: "cadeau", titre: receipt.numero, document });
    },

    // The receipt itself goes to paper once, from the till that took the money while that is open; what follows is a copy.
    "reglements.imprimer": (tx, input) => {
      const { id, langue, copie } = input as unknown as Input;
      const session = openSession(tx);
      const { receipt, session_caisse_id } = storedSettlement(tx, id);
      const titre = receipt["numero"] as string;
      const job = tx.get("SELECT * FROM impressions WHERE genre = 'reglement' AND titre = ?", titre) as unknown as
        | PrintJobRow
        | undefined;
      const printer = printerOf(tx, session.caisse) ?? tx.fail("not_found", UNKNOWN.ownPrinter);
      if (!copie && (job?.etat === "en_attente" || job?.etat === "envoyee")) return printAnswer(job);
      if (!copie && job?.etat === "refusee") return requeuePrint(tx, job, printer.id);
      const isCopy = copie || job !== undefined || session_caisse_id !== session.id;
      const settled = (isCopy ? duplicateSettlement(tx, context, id) : receipt) as unknown as SettlementData;
      const customer = tx.get("SELECT nom FROM clients WHERE id = ?", settled.client_id)?.["nom"] ?? "";
      const document = settlementDocument(settled, customer as string, langue);
      return queued(tx, session.caisse, { genre: isCopy ? "copie_reglement" : "reglement", titre, document });
    },

    // As the owner's page shows it: whoever steers the shop may print what they like.
    "imprimantes.imprimer": (tx, input) => {
      const { id, titre, blocs } = input as unknown as Input;
      const job = queuePrint(tx, findPrinter(tx, id), { caisse: null, genre: "rapport", titre, document: { blocks: blocs } });
      return printAnswer(findPrint(tx, job)!);
    },
  };
}

function queued(tx: Tx, caisse: string, wanted: Omit<WantedPrint, "caisse">): JsonValue {
  const printer = printerOf(tx, caisse) ?? tx.fail("not_found", UNKNOWN.ownPrinter);
  return printAnswer(findPrint(tx, queuePrint(tx, printer, { caisse, ...wanted }))!);
}

function headOf(look: Look, { formation }: CashSession): PaperHead {
  const { nom, demo } = look.get("SELECT nom, demo FROM boutique")!;
  return { shop: nom as string, demo: demo === 1, training: formation === 1, zone: zoneOf(look) };
}

const zoneOf = (look: Look): string | null => look.get("SELECT fuseau FROM boutique")!["fuseau"] as string | null;
