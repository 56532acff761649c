/** What must hold of a shop when the power is back: what was acknowledged is there, nothing is half done, all of it verifies. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { comptoir } from "../../tests/support/command_line.ts";
import { answerOf, type Person } from "../../tests/support/server.ts";

/** Names that stand for what is under way, and mean nothing afterwards. */
const UNDER_WAY = /\.part$|\.ready$|\.unsent$|\.tmp$|rehearsal/;
/** How often they are looked for, and milliseconds between two looks: no multiple of what the shop itself goes by. */
const LOOKS = 10;
const LOOK_MS = 170;

/** Of a shop that runs again: names what does not hold. */
export async function whole(folder: string, owner: Person, sold: ReadonlyMap<string, number>): Promise<string[]> {
  const { status, body } = await answerOf(await owner.get("/api/journal/verify"));
  const verified = status === 200 && body.ok && body.fiscal.ok;
  return [
    ...(verified ? [] : [`the books do not verify: ${JSON.stringify(body)}`]),
    ...sound(join(folder, "comptoir.db")),
    ...held(join(folder, "comptoir.db"), sold),
    ...await leftIn(folder),
  ];
}

/** Each acknowledged ticket is there once, with its total, and numbers have no gaps. */
function held(file: string, sold: ReadonlyMap<string, number>): string[] {
  return looking(file, (db) => {
    const rows = db.prepare(
      `SELECT caisse || '-' || printf('%06d', v.numero) AS numero, total_ttc, (SELECT count(*) FROM journal_fiscal
         WHERE genre = 'vente' AND contenu ->> 'vente_id' = +v.id) AS signed FROM ventes v WHERE etat = 'payee'`,
    ).all() as { numero: string; total_ttc: number; signed: number }[];
    const found: string[] = [];
    for (const [numero, total] of sold) {
      const [row, ...more] = rows.filter((row) => row.numero === numero);
      if (row === undefined) found.push(`the acknowledged ticket ${numero} is lost`);
      else if (more.length > 0) found.push(`${numero} is there ${more.length + 1} times`);
      else if (row.total_ttc !== total || row.signed !== 1) {
        found.push(`${numero} is ${row.total_ttc}, signed ${row.signed} times`);
      }
    }
    return found;
  });
}

/** How many tickets are paid. */
export function ticketsIn(file: string): number {
  return looking(file, (db) => Number(db.prepare("SELECT count(*) AS n FROM ventes WHERE etat = 'payee'").get()!["n"]));
}

export function migrationsIn(file: string): number {
  return looking(file, (db) => Number(db.prepare("SELECT count(*) AS n FROM _migrations").get()!["n"]));
}

/** The day's Z, one after another: their totals in cents. */
export function closingsOf(file: string, day: string): number[] {
  return looking(
    file,
    (db) =>
      db.prepare("SELECT contenu ->> 'total_ttc' AS total FROM clotures WHERE genre = 'jour' AND periode = ?").all(day)
        .map(({ total }) => Number(total)),
  );
}

/** Every copy that has its name is whole: nobody who needs one has a half. */
export async function copies(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of namesIn(join(folder, "backups")).filter((name) => name.endsWith(".db"))) {
    const file = join(folder, "backups", name);
    found.push(...sound(file).map((what) => `${name}: ${what}`));
    const { code, out, err } = await comptoir("journal", "verify", file);
    if (code !== 0) found.push(`${name}: ${out}${err}`);
  }
  return found;
}

function sound(file: string): string[] {
  return looking(file, (db) => {
    const check = db.prepare("PRAGMA integrity_check").get()!["integrity_check"];
    return check === "ok" ? [] : [`integrity_check: ${check}`];
  });
}

/** The shop is at work, and writes its heads by such a name each second: what was left is there at every look. */
async function leftIn(folder: string): Promise<string[]> {
  const look = () => [...namesIn(folder), ...namesIn(join(folder, "backups"))].filter((name) => UNDER_WAY.test(name));
  let left = look();
  for (let looks = 1; left.length > 0 && looks < LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = look();
    left = left.filter((name) => now.includes(name));
  }
  return left.map((name) => `the file ${name} is left`);
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch {
    return []; // none was made yet
  }
}

function looking<T>(file: string, look: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return look(db);
  } finally {
    db.close();
  }
}
