/** Closings: day → month → year, chained, kept for ever. Each carries the heads of all fiscal series. */
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { EVENTS } from "../../../shared/fiscal_record.ts";
import { planOf } from "../closing_plan.ts";
import { expectMayClose, expectWithinRights, type Period } from "../closing_rights.ts";
import { closingOf } from "../closings_made.ts";
import type { PeriodKind } from "../calendar.ts";
import { bounds, totalsOf } from "../totals.ts";
import { expectNobodyWaits, stillWaiting } from "../waiting.ts";

interface Input {
  readonly genre: PeriodKind;
  readonly periode: string;
  readonly confirme?: boolean;
  readonly demander?: boolean;
}

export function closingCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    "clotures.cloturer": (tx, input) => {
      const { genre, periode, confirme = false, demander = false } = input as unknown as Input;
      expectMayClose(tx, confirme);
      const plan = planOf(tx, { genre, periode }, confirme);
      expectWithinRights(tx, plan);
      const waiting = stillWaiting(tx, plan);
      if (demander) expectNobodyWaits(tx, waiting, periode);
      const made = plan.map((one) => write(tx, context, one));
      const cloturees = plan.map((one) => `${one.genre} ${one.periode}`);
      tx.event("cloture", { genre, periode, cloturees, en_attente: waiting.map(({ id }) => id) });
      return {
        ...made.at(-1) as object,
        cloturees: plan.map(({ genre, periode }) => ({ genre, periode })),
        en_attente: waiting as unknown as JsonValue,
      };
    },

    // An archive is made beside the shop's work; that it was made is recorded here.
    "archives.noter": (tx, input) => {
      const { periode, manifeste } = input as { periode: string; manifeste: string };
      const whole = /^\d{4}$/.test(periode);
      const { seq } = context.fiscal.append(tx, "archives", "archive", {
        code: whole ? 30 : 20,
        periode,
        manifeste,
        par: tx.actor.username,
      });
      context.fiscal.append(tx, EVENTS, "export", { code: 110, objet: "archive", periode, manifeste, par: tx.actor.username });
      tx.event("archive", { periode, manifeste });
      return { seq };
    },
  };
}

/** The server's own hand, at the hour that the owner has set. */
function isOwnWork({ userId, mode }: Tx["actor"]): boolean {
  return userId === null && mode === "console";
}

function write(tx: Tx, { fiscal, version }: ShopContext, { genre, periode }: Period): JsonValue {
  const { first, last } = bounds(genre, periode);
  const made = closingOf(tx, genre, periode);
  const sums = totalsOf(tx, genre, { first, last }, made);
  // In the order in which they were made: a clock that was ahead has closed later periods before.
  const before = tx.get("SELECT perpetuel, perpetuel_absolu FROM clotures WHERE genre = ? ORDER BY id DESC LIMIT 1", genre);
  const perpetuel = Number(before?.["perpetuel"] ?? 0) + sums.total_ttc;
  const absolute = Number(before?.["perpetuel_absolu"] ?? 0) + sums.total_absolu;
  const shop = tx.get("SELECT demo, fuseau, fin_journee FROM boutique")!;
  const complement = made === null ? 0 : made.complement + 1;
  const contenu = {
    // The known codes for a day's or a month's closing, and for a year's.
    code: genre === "annee" ? 60 : 50,
    genre,
    periode,
    du: first,
    au: last,
    complement,
    complete: made?.cloturee_le ?? null,
    cloturee_le: tx.now,
    demonstration: shop["demo"] === 1,
    fuseau: shop["fuseau"] as string | null,
    ...shop["fin_journee"] === 0 ? {} : { fin_journee: shop["fin_journee"] as number },
    par: tx.actor.username,
    ...isOwnWork(tx.actor) ? { automatique: true } : {},
    ...sums,
    perpetuel,
    perpetuel_absolu: absolute,
    tetes: fiscal.heads(tx),
    cle_id: fiscal.keyId,
    logiciel: `Comptoir ${version}`,
  } as unknown as JsonValue;
  tx.run(
    `INSERT INTO clotures
       (genre, periode, complement, tickets, total_ttc, total_ht, total_tva, perpetuel, perpetuel_absolu, contenu, cloturee_le)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    genre,
    periode,
    complement,
    sums.tickets,
    sums.total_ttc,
    sums.total_ht,
    sums.total_tva,
    perpetuel,
    absolute,
    JSON.stringify(contenu),
    tx.now,
  );
  fiscal.append(tx, `clotures:${genre}`, "cloture", contenu);
  return contenu;
}
