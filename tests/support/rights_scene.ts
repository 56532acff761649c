/** A small shop for a test of rights: its people, what they ask by SQL, and what a refusal must leave behind: nothing. */
import assert from "node:assert/strict";
import { type Answer, type Person, type TestServer } from "./server.ts";
import { Staff } from "./staff.ts";

export type Who = "owner" | "seller" | "other" | "cashier";

export class RightsScene {
  private constructor(readonly server: TestServer, readonly people: Readonly<Record<Who, Person>>) {}

  static async open(): Promise<RightsScene> {
    const roles = { vendeur1: "vendeur", vendeur2: "vendeur", caisse1: "caisse" } as const;
    const { server, owner, people } = await Staff.open(roles);
    const { vendeur1: seller, vendeur2: other, caisse1: cashier } = people;
    const scene = new RightsScene(server, { owner, seller, other, cashier });
    await scene.done(
      "owner",
      "INSERT INTO produits (id, libelle, prix_ttc, tva) VALUES (1, 'Thé', 250, 550), (2, 'Pain', 120, 550)",
    );
    await scene.done("owner", "INSERT INTO clients (id, nom) VALUES (1, 'Zoé')");
    return scene;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const person of Object.values(this.people)) person.client.close();
    await this.server.dispose();
  }

  ask(who: Who, sql: string): Promise<Answer> {
    const type = typeOf(sql);
    return this.people[who].query(type === "replace" ? "insert" : type, sql);
  }

  async done(who: Who, sql: string): Promise<Answer> {
    const answer = await this.ask(who, sql);
    assert.equal(answer.status, 200, `${who}: ${sql}: ${JSON.stringify(answer.body)}`);
    return answer;
  }

  /** Asserts that a statement is refused, how, and that it changed nothing. */
  async refused(who: Who, sql: string, code: string, extras: Record<string, unknown> = {}): Promise<void> {
    const before = await this.snapshot();
    const { status, body } = await this.ask(who, sql);
    assert.equal(body.code, code, `${who}: ${sql}: ${status} ${JSON.stringify(body)}`);
    for (const [name, value] of Object.entries(extras)) {
      assert.equal(body[name], value, `${sql}: ${name} ${JSON.stringify(body)}`);
    }
    assert.deepEqual(await this.snapshot(), before, `${sql} left something behind`);
  }

  async snapshot() {
    const tables = ["produits", "clients", "ventes", "lignes_vente", "equipe"];
    const queries = tables.map((table) => ({ type: "select", query: `SELECT * FROM ${table}` }));
    return (await this.people.owner.batch(queries)).body.results;
  }
}

/** The first verb outside of parentheses. */
export function typeOf(sql: string): string {
  let bare = sql;
  while (/\([^()]*\)/.test(bare)) bare = bare.replaceAll(/\([^()]*\)/g, " ");
  return /\b(select|insert|update|delete|replace)\b/i.exec(bare)![1]!.toLowerCase();
}
