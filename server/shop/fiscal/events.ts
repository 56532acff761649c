/**
 * What happened to the shop's system, as signed records of the series `evenements`, with the known
 * JET number where one fits (`code`). Each is written in the transaction of what it tells.
 */
import { EVENTS } from "../../../shared/fiscal_record.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Told, Tx } from "../../database/application.ts";
import { explainClosingsAhead, tellClock } from "../closings_made.ts";
import type { ShopContext } from "../context.ts";
import { forgetDisplays } from "../displays.ts";
import { bringZoneForward, recordZone } from "../time_zone.ts";
import { keepFloors } from "./floors.ts";
import { recordRestoration, type Replaced } from "./restoration.ts";
import { doubtCards } from "../card_operations.ts";
import { doubtPrints } from "../print_jobs.ts";
import { trace } from "../trace.ts";
import { findSale } from "../sale.ts";

type Fields = Readonly<Record<string, JsonValue>>;
type Handler = (tx: Tx, context: ShopContext, detail: Fields) => void;

/** The engine's events that the law wants to be told of, by their kind. Refused sign-ins are none. */
const ENGINE_EVENTS: Readonly<Record<string, Handler>> = {
  server_started: started,
  server_stopped: (tx, { fiscal }) => {
    if (hasRecords(tx)) fiscal.append(tx, EVENTS, "arret", { code: 40 });
  },
  clock_put_back: (tx, { fiscal }, { before, now }) => {
    if (!hasRecords(tx)) return;
    tellClock(tx, fiscal, before!, now!);
    bringZoneForward(tx);
  },
  set_up: accountMade,
  user_added: accountMade,
  user_changed: (tx, { fiscal }, { username, from, to, password_changed }) => {
    const same = JSON.stringify(from) === JSON.stringify(to);
    if (same && password_changed !== true) return;
    fiscal.append(tx, EVENTS, "compte_modifie", {
      code: 130,
      compte: username!,
      avant: from!,
      apres: to!,
      mot_de_passe_change: password_changed!,
      par: tx.actor.username,
    });
  },
  integrity_defect: (tx, { fiscal }, { checked, record, problem }) => {
    const controle = checked === "start" ? "demarrage" : "demande";
    fiscal.append(tx, EVENTS, "defaut", { code: 90, controle, enregistrement: record!, probleme: problem! });
  },
  journal_defect: (tx, { fiscal }, { defect, known }) => {
    keepFloors(tx, known as JsonValue[] ?? []);
    fiscal.append(tx, EVENTS, "defaut", { code: 90, controle: "demarrage", enregistrement: "journal", probleme: defect! });
  },
  signed_file_lost: (tx, _, { known }) => keepFloors(tx, known as JsonValue[] ?? []),
  restored: (tx, { fiscal }, detail) => {
    recordRestoration(tx, fiscal, detail as unknown as Replaced);
    doubtPrints(tx);
    doubtCards(tx);
    forgetDisplays(tx);
  },
};

interface Watched {
  /** Looked at for every row that is written. */
  readonly when: Told["tables"][string];
  /** `command`: what changed it, null for SQL. */
  readonly tell: (tx: Tx, context: ShopContext, before: Fields, after: Fields, command: string | null) => void;
}

const updated: Watched["when"] = (before, after) => before !== null && after !== null;

/** Tables whose changes are events, whoever makes them and by whatever road. */
const WATCHED: Readonly<Record<string, Watched>> = {
  boutique: {
    when: updated,
    tell: (tx, { fiscal }, before, after) => {
      // A zone and a day's end are told of by what chooses them, with the day from which they count; a territory with what it did to the articles.
      const told = ["fuseau", "fin_journee", "territoire"];
      const changed = Object.keys(after).filter((column) => !told.includes(column) && after[column] !== before[column]);
      const pick = (row: Fields) => Object.fromEntries(changed.map((column) => [column, row[column]!]));
      if (changed.length === 0) return;
      fiscal.append(tx, EVENTS, "reglages", { code: 270, avant: pick(before), apres: pick(after), par: tx.actor.username });
    },
  },
  caisses: {
    when: updated,
    tell: (tx, { fiscal }, before, after) => {
      if (before["active"] === after["active"]) return;
      const [genre, code] = after["active"] === 1 ? ["caisse_activee", 126] as const : ["caisse_desactivee", 127] as const;
      fiscal.append(tx, EVENTS, genre, { code, caisse: after["nom"]!, par: tx.actor.username });
    },
  },
  ventes: {
    when: (before, after) => after?.["etat"] === "annulee" && before !== null && before["etat"] !== "annulee",
    tell: (tx, { fiscal }, before, after, command) => {
      if (before["rappel"] === null) return;
      const sale = findSale(tx, String(after["id"]));
      // By SQL no reason is given: what stands there is an older one.
      trace(tx, fiscal, "annulation", sale, command === null ? null : sale.motif);
    },
  },
};

export const TOLD: Told = {
  events: "evenements.moteur",
  changes: "evenements.table",
  tables: Object.fromEntries(Object.entries(WATCHED).map(([table, { when }]) => [table, when])),
};

/** Signs what an event of the engine's own tells, where the law wants to be told of it. */
export function tellEngineEvent(tx: Tx, context: ShopContext, kind: string, detail: Fields): void {
  ENGINE_EVENTS[kind]?.(tx, context, detail);
}

export function eventCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    [TOLD.events]: (tx, input) => {
      const { kind, detail } = input as { kind: string; detail: Fields };
      tellEngineEvent(tx, context, kind, detail);
      return null;
    },
    [TOLD.changes]: (tx, input) => {
      const { table, command, before, after } = input as { table: string; command: string | null; before: Fields; after: Fields };
      WATCHED[table]?.tell(tx, context, before, after, command);
      return null;
    },
  };
}

/** A start under another version is told of apart. A shop in which nothing was signed yet has nothing to tell. */
function started(tx: Tx, { fiscal, version }: ShopContext): void {
  const zone = recordZone(tx);
  if (!hasRecords(tx)) return;
  if (zone !== null) fiscal.append(tx, EVENTS, "fuseau", { code: 270, fuseau: zone, avant: null, par: tx.actor.username });
  explainClosingsAhead(tx, fiscal);
  const logiciel = `Comptoir ${version}`;
  const before = tx.get(
    `SELECT contenu ->> 'logiciel' AS logiciel FROM journal_fiscal
     WHERE serie = ? AND genre IN ('demarrage', 'initialisation', 'cle') ORDER BY seq DESC LIMIT 1`,
    EVENTS,
  )?.["logiciel"] as string | undefined;
  if (before !== undefined && before !== logiciel) {
    fiscal.append(tx, EVENTS, "version", { code: 250, avant: before, apres: logiciel });
  }
  fiscal.append(tx, EVENTS, "demarrage", { code: 80, logiciel });
}

function accountMade(tx: Tx, { fiscal }: ShopContext, { username, role }: Fields): void {
  fiscal.append(tx, EVENTS, "compte_cree", { code: 130, compte: username!, role: role!, par: tx.actor.username });
}

function hasRecords(tx: Tx): boolean {
  return tx.get("SELECT 1 FROM journal_fiscal LIMIT 1") !== undefined;
}
