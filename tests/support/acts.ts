/** What people do at their tills, and how they hear what came of it. */
import assert from "node:assert/strict";
import { type Answer, answerOf, type Person, uuidv7 } from "./server.ts";

export interface Item {
  readonly produit: number;
  /** Thousandths; 1000 by default. */
  readonly quantite?: number;
  /** Cents off the line. */
  readonly remise?: number;
}
export interface Sale {
  readonly id: string;
  readonly lignes: readonly string[];
}
export interface Paid {
  readonly mode: string;
  readonly montant: number;
}
export const cash = (montant: number): Paid => ({ mode: "especes", montant });
export const card = (montant: number): Paid => ({ mode: "carte", montant });

/** The body of an answer that must be 200. */
// deno-lint-ignore no-explicit-any -- bodies of every shape
export function ok({ status, body }: Answer): any {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Asserts a refusal by its code; answers its body. */
// deno-lint-ignore no-explicit-any -- bodies of every shape
export function refused({ status, body }: Answer, expected: number, code: string): any {
  assert.deepEqual([status, body?.code], [expected, code], JSON.stringify(body));
  return body;
}

/** A command; each call has a key of its own unless one is given. */
export async function command(
  person: Person,
  path: string,
  body: unknown = {},
  key: string = crypto.randomUUID(),
): Promise<Answer> {
  return await answerOf(await person.post(path, body, { "idempotency-key": key }));
}

/** Queries that one batch may hold. */
const BATCH = 100;

/** A draft with its lines, in one batch; `remise` is the ticket's own discount. */
export async function draft(person: Person, items: readonly (Item | number)[], remise = 0): Promise<Sale> {
  const { queries, sale } = drafting(items, remise);
  ok(await person.batch(queries));
  return sale;
}

/** Many drafts, as many in a batch as it may hold, each as it is to be paid. */
export async function drafts(
  person: Person,
  tickets: readonly (readonly (Item | number)[])[],
): Promise<(Sale & { readonly version: number })[]> {
  const made = tickets.map((items) => drafting(items, 0));
  for (let at = 0, filling = 0; at < made.length; at = filling) {
    const queries: unknown[] = [];
    while (filling < made.length && queries.length + made[filling]!.queries.length <= BATCH) {
      queries.push(...made[filling++]!.queries);
    }
    ok(await person.batch(queries as Parameters<Person["batch"]>[0]));
  }
  const ids = JSON.stringify(made.map(({ sale }) => sale.id));
  const { rows } = ok(
    await person.query("select", "SELECT v.id, v.version FROM json_each(?) j JOIN ventes v ON v.id = j.value", [ids]),
  );
  const versions = new Map(rows.map(({ id, version }: { id: string; version: number }) => [id, version]));
  return made.map(({ sale }) => ({ ...sale, version: versions.get(sale.id) as number }));
}

/** What makes a draft. */
function drafting(items: readonly (Item | number)[], remise: number) {
  const id = uuidv7();
  const lignes = items.map(() => uuidv7());
  const head = { type: "insert", query: "INSERT INTO ventes (id) VALUES (?)", params: [id] };
  // The lines must cover the discount at every step.
  const tail = remise === 0 ? [] : [{ type: "update", query: "UPDATE ventes SET remise = ? WHERE id = ?", params: [remise, id] }];
  const lines = items.map((item, at) => {
    const { produit, quantite = 1000, remise = 0 }: Item = typeof item === "number" ? { produit: item } : item;
    const query = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position) VALUES (?, ?, ?, ?, ?, ?)";
    return { type: "insert", query, params: [lignes[at]!, id, produit, quantite, remise, at] };
  });
  return { queries: [head, ...lines, ...tail], sale: { id, lignes } };
}

/** A draft that was sent to the till. */
export async function sent(person: Person, items: readonly (Item | number)[]): Promise<Sale> {
  const sale = await draft(person, items);
  ok(await send(person, sale));
  return sale;
}

const act = (action: string) => (person: Person, sale: { readonly id: string }, body: unknown = {}, key?: string) =>
  command(person, `/api/ventes/${sale.id}/${action}`, body, key);
export const send = act("envoyer");
export const takeBack = act("reprendre");
export const take = act("prendre");
export const giveBack = act("rendre");
export const cancel = act("annuler");
export const duplicate = act("duplicata");

// deno-lint-ignore no-explicit-any -- a row
export async function ticket(person: Person, { id }: { readonly id: string }): Promise<any> {
  const [row] = ok(await person.query("select", "SELECT * FROM ventes WHERE id = ?", [id])).rows;
  return row;
}

/** Pays a ticket as it stands now, or in the version that it is known to have. */
export async function pay(
  person: Person,
  sale: { readonly id: string; readonly version?: number },
  paiements: readonly Paid[],
  key?: string,
): Promise<Answer> {
  const version = sale.version ?? (await ticket(person, sale)).version;
  return await command(person, `/api/ventes/${sale.id}/encaisser`, { version, paiements }, key);
}

/** A cashier's own sale, paid at once; the receipt. */
export async function sold(
  person: Person,
  items: readonly (Item | number)[],
  paiements: readonly Paid[],
  remise = 0,
  // deno-lint-ignore no-explicit-any -- a receipt
): Promise<any> {
  return ok(await pay(person, await draft(person, items, remise), paiements));
}

/** Quantities by line, in thousandths. */
export function refund(
  person: Person,
  sale: { readonly id: string },
  lignes: Readonly<Record<string, number>>,
  paiements: readonly Paid[],
  { key, avoir = uuidv7(), motif = "ne convient pas", accord }: {
    readonly key?: string;
    readonly avoir?: string;
    readonly motif?: string;
    /** The owner's code. */
    readonly accord?: string;
  } = {},
): Promise<Answer> {
  const asked = Object.entries(lignes).map(([ligne_id, quantite]) => ({ id: uuidv7(), ligne_id, quantite }));
  const body = { avoir_id: avoir, lignes: asked, paiements, motif, ...(accord === undefined ? {} : { accord }) };
  return command(person, `/api/ventes/${sale.id}/rembourser`, body, key);
}

export const openTill = (person: Person, fond = 0, nom = "C1") => command(person, `/api/caisses/${nom}/ouvrir`, { fond });
export const closeTill = (person: Person, compte: number, nom = "C1", motif?: string) =>
  command(person, `/api/caisses/${nom}/fermer`, { compte, ...(motif === undefined ? {} : { motif }) });
export const xReport = async (person: Person, nom = "C1") => await answerOf(await person.get(`/api/caisses/${nom}/x`));
export const close = (person: Person, genre: "jour" | "mois" | "annee", periode: string) =>
  command(person, "/api/clotures", { genre, periode });
/** With the owner's word that the date is right. */
export const closeConfirmed = (person: Person, genre: "jour" | "mois" | "annee", periode: string) =>
  command(person, "/api/clotures", { genre, periode, confirme: true });
