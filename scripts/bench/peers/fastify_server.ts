/**
 * What one writes oneself: a server of a few lines with Fastify and better-sqlite3, which commits each insert alone and on the
 * thread that answers. Its token is signed and names a session, as Comptoir's does; it keeps no journal, and knows no rights.
 *
 * Node runs this file as it is: `fastify_server.ts DATABASE FULL|NORMAL`. It prints its port and a token.
 */
import { Buffer } from "node:buffer";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import process from "node:process";

interface Statement {
  run(...values: unknown[]): { changes: number };
  get(...values: unknown[]): unknown;
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
}
interface Request {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: { readonly id: string };
  readonly params: { readonly id: string };
}
interface App {
  post(path: string, options: unknown, handler: (request: Request) => unknown): void;
  get(path: string, handler: (request: Request) => unknown): void;
  listen(at: { host: string; port: number }): Promise<string>;
}

// Not by name: they are installed beside a copy of this file, and are no part of Comptoir.
const library = async <T>(name: string) => (await import(name)).default as T;
const [path, synchronous] = process.argv.slice(2);
const db = new (await library<new (path: string) => Database>("better-sqlite3"))(path!);
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous};
  CREATE TABLE produits (id INTEGER PRIMARY KEY, libelle TEXT NOT NULL, prix_ttc INTEGER NOT NULL) STRICT;
  CREATE TABLE ventes (id TEXT PRIMARY KEY, type TEXT NOT NULL DEFAULT 'vente', etat TEXT NOT NULL DEFAULT 'brouillon',
    vendeur_id INTEGER NOT NULL, total_ttc INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1,
    cree_le TEXT NOT NULL, modifie_le TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX ventes_etat ON ventes (etat, cree_le);
  CREATE INDEX ventes_cree_le ON ventes (cree_le)`);
const product = db.prepare("INSERT INTO produits (id, libelle, prix_ttc) VALUES (?, ?, 450)");
for (let id = 1; id <= 50; id++) product.run(id, `Thé vert n° ${id}`);
const insert = db.prepare("INSERT INTO ventes (id, vendeur_id, cree_le, modifie_le) VALUES (?, ?, ?, ?)");
const byKey = db.prepare("SELECT id, libelle, prix_ttc FROM produits WHERE id = ?");

const key = randomBytes(32);
const signed = (text: string) => createHmac("sha256", key).update(text).digest();
const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sessions = new Map([["s1", { user: 1, until: Date.now() + 86_400_000 }]]);
const said = `${coded({ alg: "HS256", typ: "JWT" })}.${coded({ sid: "s1" })}`;
const token = `${said}.${signed(said).toString("base64url")}`;

function sessionOf({ headers }: Request) {
  const [head, claims, signature] = (headers["authorization"] ?? "").slice("Bearer ".length).split(".");
  const wanted = signed(`${head}.${claims}`);
  const given = Buffer.from(signature ?? "", "base64url");
  const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
  const session = isOurs ? sessions.get(JSON.parse(Buffer.from(claims!, "base64url").toString()).sid) : undefined;
  if (session === undefined || session.until < Date.now()) throw Object.assign(new Error("unauthenticated"), { statusCode: 401 });
  return session;
}

const app = (await library<() => App>("fastify"))();
const body = { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 36, maxLength: 36 } } };
app.post("/ventes", { schema: { body } }, (request) => {
  const now = new Date().toISOString();
  return { changes: insert.run(request.body.id, sessionOf(request).user, now, now).changes };
});
app.get("/produits/:id", (request) => {
  sessionOf(request);
  return byKey.get(BigInt(request.params.id));
});
console.log(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port, token);
