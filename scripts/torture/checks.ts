/** What must hold of a shop when it is quiet: what was acknowledged is there once, the books are whole, nothing is left over. */
import { DatabaseSync } from "node:sqlite";
import { LIMITS } from "../../shared/limits.ts";
import { answerOf } from "../../tests/support/server.ts";
import { childrenOf, descriptorsOf, memoryOf, processesOf } from "./processes.ts";
import { ask, pause, type World } from "./world.ts";

/** Names what does not hold. */
export async function findings(world: World): Promise<string[]> {
  const db = new DatabaseSync(`${world.server.dir}/comptoir.db`, { readOnly: true });
  try {
    return [
      ...world.ledger.broken,
      ...sound(db),
      ...held(world, db),
      ...owed(world, db),
      ...numbered(db),
      ...await verified(world),
    ];
  } finally {
    db.close();
  }
}

function sound(db: DatabaseSync): string[] {
  const check = db.prepare("PRAGMA integrity_check").get()!["integrity_check"];
  const keys = db.prepare("PRAGMA foreign_key_check").all();
  return [
    ...(check === "ok" ? [] : [`integrity_check: ${check}`]),
    ...(keys.length === 0 ? [] : [`${keys.length} rows refer to nothing`]),
  ];
}

function held({ ledger }: World, db: DatabaseSync): string[] {
  const found: string[] = [];
  const vente = db.prepare(
    `SELECT etat, total_ttc, caisse || '-' || printf('%06d', numero) AS imprime,
       (SELECT count(*) FROM lignes_vente WHERE vente_id = v.id) AS lignes,
       (SELECT sum(montant - rendu) FROM paiements WHERE vente_id = v.id) AS paye,
       (SELECT count(*) FROM journal_fiscal j WHERE j.contenu ->> 'vente_id' = +v.id AND genre IN ('vente', 'avoir')) AS signes
     FROM ventes v WHERE id = ?`,
  );
  for (const [id, { lines, total, numero }] of ledger.sales) {
    const row = vente.get(id);
    if (row === undefined) found.push(`the acknowledged sale ${id} is lost`);
    else if (lines >= 0 && row["lignes"] !== lines) found.push(`${id} has ${row["lignes"]} lines of ${lines}`);
    else if (row["total_ttc"] !== total) found.push(`${id} is ${row["total_ttc"]}, not ${total}`);
    else if (numero !== null && (row["imprime"] !== numero || row["etat"] !== "payee")) {
      found.push(`${id} is no more paid as ${numero}`);
    } else if (numero !== null && row["paye"] !== total) found.push(`${numero}: its payments are ${row["paye"]} of ${total}`);
    else if (numero !== null && row["signes"] !== 1) found.push(`${numero} was signed ${row["signes"]} times`);
  }
  // One walk: the journal says once what came into the table once.
  const twice = db.prepare(
    `SELECT value ->> '$.key.id' AS id, count(*) AS times FROM _journal, json_each(content, '$.changes')
     WHERE kind = 'write' AND value ->> 'table' = 'ventes' AND value ->> 'op' = 'insert' GROUP BY 1 HAVING times > 1`,
  ).all();
  for (const { id, times } of twice) found.push(`the journal holds the sale ${id} ${times} times`);
  return found;
}

/** What customers are still to pay is what they were told, and each settlement stands; a restore may hold more than was told before it. */
function owed({ ledger }: World, db: DatabaseSync): string[] {
  const found: string[] = [];
  const moves = db.prepare(
    "SELECT count(*) AS times, -sum(montant) AS cents FROM mouvements_compte WHERE genre = 'reglement' AND evenement = ? AND client_id = ?",
  );
  for (const [numero, { customer, amount }] of ledger.settlements) {
    const { times, cents } = moves.get(Number(numero.replace(/^\D+/, "")), customer)!;
    if (times !== 1 || cents !== amount) {
      found.push(`the settlement ${numero} of ${amount} is there ${times} times, with ${cents}`);
    }
  }
  if (restoresOf(db) > 0) return found;
  for (const { client_id, solde } of db.prepare("SELECT client_id, solde FROM comptes_clients").all()) {
    const told = ledger.owedBy(Number(client_id));
    if (solde !== told) found.push(`customer ${client_id} owes ${solde}, and was told ${told}`);
  }
  return found;
}

function restoresOf(db: DatabaseSync): number {
  return Number(db.prepare("SELECT count(*) AS n FROM _journal WHERE kind = 'restored'").get()!["n"]);
}

/** Numbers go up by one, but where a backup was put back. */
function numbered(db: DatabaseSync): string[] {
  const restores = restoresOf(db);
  const gaps = db.prepare(
    `SELECT caisse, count(*) AS n FROM (
       SELECT caisse, numero - lag(numero, 1, 0) OVER (PARTITION BY caisse ORDER BY numero) AS step FROM ventes WHERE numero IS NOT NULL)
     WHERE step <> 1 GROUP BY caisse`,
  ).all();
  return gaps.filter(({ n }) => Number(n) > restores).map(({ caisse, n }) =>
    `${caisse} has ${n} gaps in its numbers after ${restores} restores`
  );
}

async function verified(world: World): Promise<string[]> {
  try {
    await world.command("journal", "verify");
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

export interface Footprint {
  readonly sockets: number;
  /** Descriptors that are no sockets and no way to a process of its own, and how many there are of each kind. */
  readonly others: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly mib: number;
}

/** What the server holds when nobody asks anything, and all has begun that comes a while after its start. */
export async function footprint(world: World): Promise<Footprint> {
  const uptime = async () => (await answerOf(await world.owner.get("/api/health"))).body.uptime_s as number;
  while (await uptime() * 1000 < LIMITS.startLaterMs + 1_000) await pause(500);
  await pause(1_500);
  const { pid } = world.server.process;
  const descriptors = descriptorsOf(pid);
  if (descriptors === null) throw new Error("the server has ended, though nobody ended it");
  const sockets = descriptors.get(SOCKET) ?? 0;
  descriptors.delete(SOCKET);
  // A process that it keeps for the next slow read is none that is lost.
  const kept = childrenOf(pid).length;
  for (const [kind, count] of HELD_OF_A_PROCESS) descriptors.set(kind, (descriptors.get(kind) ?? 0) - kept * count);
  const others = [...descriptors.values()].reduce((sum, count) => sum + count, 0);
  return { sockets, others, kinds: descriptors, mib: memoryOf(pid) ?? 0 };
}

const SOCKET = "socket";
/** What a server holds of each process of its own: its three streams, and itself. */
const HELD_OF_A_PROCESS = [["pipe", 3], ["anon_inode:[pidfd]", 1]] as const;
/** Descriptors besides sockets, and MiB, that a server which goes on may hold more than it did when it was first quiet. */
const MORE_OTHERS = 16;
const MORE_MIB = 150;
/** Sockets besides one for each seat, which keeps its connection: those of the server's own, and of the owner. */
const MORE_SOCKETS = 24;

export function grown(first: Footprint, now: Footprint, seats: number): string[] {
  const { others, kinds, mib } = first;
  const more = [...now.kinds].map(([kind, count]) => [kind, count - (kinds.get(kind) ?? 0)] as const)
    .filter(([, count]) => count > 0).map(([kind, count]) => `${count} × ${kind}`);
  return [
    ...(now.others > others + MORE_OTHERS ? [`descriptors grew from ${others} to ${now.others}: ${more.join(", ")}`] : []),
    ...(now.sockets > seats + MORE_SOCKETS ? [`${now.sockets} sockets are open for ${seats} seats`] : []),
    ...(now.mib > mib + MORE_MIB ? [`memory grew from ${mib} to ${now.mib} MiB`] : []),
  ];
}

/** Once the server has ended, nothing of it is left: no process, and no file but those that a folder has. */
export function leftovers(dir: string): string[] {
  const processes = processesOf(dir).map((pid) => `the process ${pid} is left`);
  const files = [...Deno.readDirSync(dir)].map(({ name }) => name)
    .filter((name) => /rehearsal|\.part$|\.tmp$/.test(name)).map((name) => `the file ${name} is left`);
  return [...processes, ...files];
}

/** Counts every till and closes the day; names what is wrong with its Z. */
export async function closeDay(world: World, confirme = false): Promise<string[]> {
  const day = await world.today();
  const { owner } = world;
  const tills = (await (await owner.get("/api/caisses")).json()).caisses as { nom: string; ouverte: boolean }[];
  for (const { nom, ouverte } of tills) if (ouverte) await ask(owner, `/api/caisses/${nom}/fermer`, { compte: 0, motif: "fin" });
  const { status, body } = await ask(owner, "/api/clotures", { genre: "jour", periode: day, ...confirme && { confirme } });
  if (status !== 200) return [`the day could not be closed: ${JSON.stringify(body)}`];
  const db = new DatabaseSync(`${world.server.dir}/comptoir.db`, { readOnly: true });
  const sumOf = (sql: string) => db.prepare(sql).get(day)!["n"];
  const tickets = sumOf("SELECT coalesce(sum(total_ttc - hors_champ), 0) AS n FROM ventes WHERE etat = 'payee' AND jour = ?");
  // A Z that was made too early is supplemented: all of a day's together hold the day.
  const closed = sumOf("SELECT sum(contenu ->> 'total_ttc') AS n FROM clotures WHERE genre = 'jour' AND periode = ?");
  const settled = sumOf("SELECT coalesce(-sum(montant), 0) AS n FROM mouvements_compte WHERE mode IS NOT NULL AND jour = ?");
  const received = sumOf(
    `SELECT coalesce(sum(r.value ->> 'total'), 0) AS n FROM clotures, json_each(contenu, '$.comptes.regle') r
     WHERE genre = 'jour' AND periode = ?`,
  );
  db.close();
  return [
    ...(closed === tickets ? [] : [`Z says ${closed}, the tickets ${tickets}`]),
    ...(received === settled ? [] : [`Z says that ${received} were settled, the accounts ${settled}`]),
  ];
}
