/** What head office publishes, taken: each in one transaction with the place where the shop stands, or refused with its reason. */
import { say } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { JsonValue } from "../../../shared/protocol.ts";
import type { Command, Tx } from "../../database/application.ts";
import type { ShopContext } from "../context.ts";
import { takeArticles, takePrices } from "../publications/articles.ts";
import { type Content, readContent } from "../publications/content.ts";
import { Faults } from "../publications/faults.ts";
import { isMinute } from "../publications/fields.ts";
import { localAt, localNow } from "../publications/local_time.ts";
import { endMessages, takeMessage } from "../publications/messages.ts";
import type { Overrides } from "../publications/overrides.ts";
import { setFree } from "../publications/overrides.ts";
import { takePeople } from "../publications/people.ts";
import { officeIn, type PutBack, setAside } from "../publications/set_aside.ts";
import { takeSettings } from "../publications/settings.ts";

// A type, not an interface, so that it is JSON.
type Named = { readonly siege: string; readonly publication: number };
interface Published extends Named {
  readonly genre: string;
  /** null for one that is longer than any may be. */
  readonly contenu: string | null;
  readonly a_partir_de: string | null;
  readonly publiee_le: string;
}

interface Taken {
  readonly detail: Readonly<Record<string, JsonValue>>;
  readonly kept: Overrides | null;
  /** Accounts whose sessions end. */
  readonly exclus: readonly number[];
}

export function publicationCommands(context: ShopContext): Readonly<Record<string, Command>> {
  return {
    // Told twice, it is there once.
    "siege.prendre": (tx, input) => {
      const published = input as unknown as Published;
      if (standsAt(tx, published.siege) >= published.publication) return { exclus: [] };
      const content = contentOf(tx, published);
      meet(tx, published.siege);
      const { a_partir_de, publiee_le } = published;
      // What was said beforehand waits even where its day has come: what was to count before it may still be on its way.
      if (a_partir_de !== null && (a_partir_de > localNow(tx) || a_partir_de > localAt(tx, publiee_le))) {
        note(tx, published, { etat: "prevue", contenu: published.contenu });
        return { exclus: [] };
      }
      const taken = take(tx, context, content);
      note(tx, published, { etat: "appliquee", ...asKept(tx, taken) });
      return { exclus: [...taken.exclus] };
    },

    "siege.echoir": (tx, input) => {
      const named = input as Named;
      const waiting = tx.get(
        "SELECT genre, contenu, a_partir_de FROM publications WHERE siege = ? AND publication = ? AND etat = 'prevue'",
        named.siege,
        named.publication,
      );
      if (waiting === undefined) return { exclus: [] };
      const published = { ...named, ...waiting } as unknown as Published;
      const taken = take(tx, context, contentOf(tx, published));
      settle(tx, published, { etat: "appliquee", ...asKept(tx, taken) });
      return { exclus: [...taken.exclus] };
    },

    /** The place moves on all the same: what follows does not wait for what is wrong. */
    "siege.refuser": (tx, input) => {
      const { motif, motif_en, a_partir_de, ...named } = input as unknown as Published & { motif: string; motif_en: string };
      // Where it was refused for what stands there, it counts from no minute.
      const rest = { ...named, a_partir_de: a_partir_de != null && isMinute(a_partir_de) ? a_partir_de : null };
      const outcome = { etat: "refusee", motif, motif_en, reglee_le: tx.now } as const;
      if (standsAt(tx, rest.siege) >= rest.publication) settle(tx, rest, outcome);
      else {
        meet(tx, rest.siege);
        note(tx, rest, outcome);
      }
      return null;
    },

    "siege.ecarter": (tx, input) => setAside(tx, input as PutBack),

    /** Whoever leaves head office goes on as things are, and waits for nothing of it. */
    "siege.quitter": (tx) => {
      giveUp(tx);
      return null;
    },

    "annonces.finir": (tx) => {
      endMessages(tx);
      return null;
    },
  };
}

function take(tx: Tx, context: ShopContext, content: Content): Taken {
  const nothing = { kept: null, exclus: [] };
  switch (content.kind) {
    case "articles":
      return { exclus: [], ...takeArticles(tx, content.items) };
    case "prices":
      return { exclus: [], ...takePrices(tx, content.items) };
    case "people": {
      const { detail, exclus } = takePeople(tx, context, content.items);
      return { kept: null, detail: detail as Taken["detail"], exclus };
    }
    case "settings":
      return { ...nothing, detail: { reglages: takeSettings(tx, content.settings) } };
    case "rules":
      setFree(tx, content.free);
      return { ...nothing, detail: { libres: [...content.free] } };
    case "message":
      takeMessage(tx, content.message);
      return { ...nothing, detail: { ...content.message } };
  }
}

/** What another head office calls an article, a person or free says nothing of what this one does. */
function meet(tx: Tx, siege: string): void {
  const last = tx.get("SELECT siege FROM publications ORDER BY recue_le DESC, publication DESC LIMIT 1");
  if (last === undefined || officeIn(last["siege"] as string) === siege) return;
  for (const table of ["articles_siege", "personnes_siege", "colonnes_libres"]) tx.run(`DELETE FROM ${table}`);
  giveUp(tx);
}

/** Whatever waits for its day. */
function giveUp(tx: Tx): void {
  tx.run("UPDATE publications SET etat = 'abandonnee', contenu = NULL, reglee_le = ? WHERE etat = 'prevue'", tx.now);
}

/** How far this head office's publications were taken or refused. */
function standsAt({ get }: Tx, siege: string): number {
  return Number(get("SELECT coalesce(max(publication), 0) AS n FROM publications WHERE siege = ?", siege)!["n"]);
}

/** Ends the request for what is none of this version's. */
function contentOf(tx: Tx, { genre, contenu, a_partir_de }: Published): Content {
  const faults = new Faults();
  if (a_partir_de !== null && !isMinute(a_partir_de)) faults.add(null, "applies_from", MINUTE);
  if (contenu === null) faults.add(null, null, TOO_LONG);
  const content = contenu === null ? null : readContent(genre, parsed(contenu), faults);
  faults.expectNone(tx);
  return content!;
}

const MINUTE = say("une minute est attendue, comme 2026-12-15T06:00", "a minute is wanted, such as 2026-12-15T06:00");
const TOO_LONG = say(
  `elle dépasse ${LIMITS.publicationBytes} caractères, partagez-la`,
  `it is longer than ${LIMITS.publicationBytes} characters: part it`,
);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

type Outcome = Readonly<Record<string, string | number | null>>;

function asKept(tx: Tx, { detail, kept }: Taken): Outcome {
  const told = kept === null || kept.count === 0 ? detail : { ...detail, gardes: kept.kept };
  return { gardes: kept?.count ?? 0, detail: JSON.stringify(told), reglee_le: tx.now };
}

function note(
  tx: Tx,
  { siege, publication, genre, a_partir_de, publiee_le }: Omit<Published, "contenu">,
  outcome: Outcome,
): void {
  const row: Outcome = { siege, publication, genre, a_partir_de, publiee_le, recue_le: tx.now, ...outcome };
  const columns = Object.keys(row);
  tx.run(
    `INSERT INTO publications (${columns.join(", ")}) VALUES (?${", ?".repeat(columns.length - 1)})`,
    ...Object.values(row),
  );
  tell(tx, { siege, publication, genre }, outcome);
}

function settle(
  tx: Tx,
  { siege, publication, genre }: Pick<Published, "siege" | "publication" | "genre">,
  outcome: Outcome,
): void {
  const columns = Object.keys(outcome);
  const { changes } = tx.run(
    `UPDATE publications SET ${columns.map((column) => `${column} = ?`).join(", ")}, contenu = NULL
     WHERE siege = ? AND publication = ? AND etat = 'prevue'`,
    ...Object.values(outcome),
    siege,
    publication,
  );
  if (changes > 0) tell(tx, { siege, publication, genre }, outcome);
}

function tell(tx: Tx, { siege, publication, genre }: Named & { readonly genre: string }, { etat, motif = null }: Outcome): void {
  tx.event(etat === "refusee" ? "publication_refusee" : "publication", { siege, publication, genre, etat: etat!, motif });
}
