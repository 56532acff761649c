/** `comptoir head-office publish, publications`: what goes down to the shops, and what became of it. */
import type { Connection } from "../head_office/connection.ts";
import { shopKey } from "../head_office/link_file.ts";
import { requirePrepared } from "../head_office/preparation.ts";
import {
  type LostPublication,
  lostPublications,
  publicationsAt,
  type PublicationStanding,
  publish as publishThere,
} from "../head_office/publishing.ts";
import { shopsAt } from "../head_office/received.ts";
import { PUBLICATION_KINDS, type PublicationKind } from "../shop/publications/content.ts";
import { repeated } from "../shop/publications/faults.ts";
import { isDay } from "../shop/publications/fields.ts";
import { Refused } from "./console.ts";
import { type DatabaseFlags, withDatabase } from "./head_office.ts";
import { contentIn } from "./publication_file.ts";

export interface PublishFlags extends DatabaseFlags {
  readonly shops?: string;
  readonly from?: string;
  readonly dryRun?: boolean;
}

export async function publish(
  kind: string,
  file: string,
  { shops, from, dryRun = false, ...flags }: PublishFlags,
): Promise<number> {
  if (!(PUBLICATION_KINDS as readonly string[]).includes(kind)) {
    throw new Refused(`'${kind}' is no kind of publication: one of ${PUBLICATION_KINDS.join(", ")} is wanted.`);
  }
  const applies_from = from === undefined ? null : momentIn(from);
  const { content, lines } = contentIn(kind as PublicationKind, file);
  const what = lines === null ? kind : `${lines} line${lines === 1 ? "" : "s"} of ${kind}`;
  if (dryRun) {
    console.log(`'${file}': ${what}, nothing is wrong with it. Nothing was published.`);
    return 0;
  }
  const { publication, named } = await withDatabase(flags, async (connection) => {
    await requirePrepared(connection, { laterToo: false });
    const named = shops === undefined ? null : await shopsNamed(connection, shops);
    return { named, publication: await publishThere(connection, { kind, content, shops: named, applies_from }) };
  });
  const whom = named === null ? "all shops" : named.join(", ");
  const when = applies_from === null ? "at once" : `from ${applies_from.replace("T", " ")} on, by each shop's clock`;
  console.log(`Publication ${publication}: ${what}, for ${whom}, ${when}.`);
  console.log("What becomes of it in each shop: comptoir head-office publications");
  return 0;
}

export interface PublicationsFlags extends DatabaseFlags {
  readonly last: number;
}

export async function publications({ last, ...flags }: PublicationsFlags): Promise<number> {
  const { found, lost } = await withDatabase(flags, async (connection) => {
    await requirePrepared(connection, { laterToo: true });
    return { found: await publicationsAt(connection, last), lost: await lostPublications(connection, last) };
  });
  console.log(found.length === 0 ? "Nothing was published yet." : found.map(told).join("\n"));
  if (lost.length > 0) console.log([LOST, ...lost.map(toldOfLost)].join("\n"));
  return 0;
}

const STATES = {
  appliquee: "applied",
  prevue: "wait for the day",
  refusee: "refused",
  abandonnee: "given up",
  attend: "to come",
} as const;

/** Characters of a reason that a shop gives. */
const SENTENCE = 500;

function told({ publication, kind, applies_from, published_at, shops }: PublicationStanding): string {
  const counts = Object.entries(STATES).flatMap(([etat, name]) => {
    const count = shops.filter((shop) => shop.etat === etat).length;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  const from = applies_from === null ? "" : `, from ${repeated(applies_from).replace("T", " ")} on`;
  const first = `${publication} ${repeated(kind)}, published ${published_at}${from}: ${counts.join(", ") || "for no shop"}`;
  const refused = shops.filter(({ etat }) => etat === "refusee").map(({ shop, motif }) =>
    `  ${shop} refused it: ${repeated(motif ?? "", SENTENCE)}`
  );
  const kept = shops.filter(({ gardes }) => gardes > 0).map(({ shop, gardes }) => `  ${shop} keeps ${gardes} values of its own`);
  return [first, ...refused, ...kept].join("\n");
}

const LOST =
  "Taken by shops, and here no more, for this database was put back to an earlier state. Publish again what others lack:";

function toldOfLost({ publication, kind, shops }: LostPublication): string {
  const states = shops.map(({ shop, etat }) => `${shop} (${STATES[etat as keyof typeof STATES] ?? etat})`);
  return `  ${publication} ${repeated(kind)}: ${states.join(", ")}`;
}

async function shopsNamed(connection: Connection, text: string): Promise<readonly string[]> {
  const known = new Set((await shopsAt(connection)).map(({ shop }) => shop));
  const keys = text.split(",").map((name) => {
    const key = shopKey(name);
    if (key === null || !known.has(key)) throw new Refused(`No shop '${name.trim()}' is enrolled: nothing was published.`);
    return key;
  });
  return [...new Set(keys)];
}

/** `2026-12-15T06:00`, from a day or a minute of one. */
function momentIn(text: string): string {
  const [, day, time = "00:00"] = /^(\d{4}-\d\d-\d\d)(?:T((?:[01]\d|2[0-3]):[0-5]\d))?$/.exec(text) ?? [];
  if (!isDay(day)) throw new Refused(`--from wants a day or a minute, as 2026-12-15 or 2026-12-15T06:00: '${text}' is none.`);
  return `${day}T${time}`;
}
