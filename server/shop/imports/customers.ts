/** Customers from a file, each known by telephone or e-mail, or by name where a line has neither. */
import type { Tx } from "../../database/application.ts";
import type { Faults } from "./faults.ts";
import { bare, type Given, isSame, oneOf, type Outcome, type Taker } from "./line.ts";
import type { Trail } from "./trail.ts";

const COLUMNS = ["nom", "telephone", "email", "adresse", "note"] as const;
type Column = typeof COLUMNS[number];

type Known = { readonly id: number } & Readonly<Record<Column, string | null>>;

export class CustomerTaker implements Taker {
  /** By each of its spellings that stay the same: `tel 0612…`, `mail zoe@…`, `nom Zoé`. */
  readonly #by = new Map<string, Known[]>();
  readonly #taken = new Map<number, number>();

  constructor(readonly tx: Tx, readonly trail: Trail, readonly faults: Faults) {
    // Who was erased is nobody any more.
    const all = tx.all("SELECT id, nom, telephone, email, adresse, note FROM clients WHERE nom <> '—'") as unknown as Known[];
    for (const one of all) this.#know(one);
  }

  take(line: number, given: Given): Outcome | null {
    const found = this.#find(line, given);
    if (found === "faulty") return null;
    let outcome: Outcome | null = null;
    const refused = this.tx.attempt(() => outcome = found === null ? this.#add(line, given) : this.#change(found, given));
    if (refused !== null) this.faults.add(line, refused);
    return refused === null ? outcome : null;
  }

  #find(line: number, given: Given): Known | null | "faulty" {
    const { nom, telephone, email } = given;
    const contacts = keysOf({ telephone, email });
    if (nom === undefined && contacts.length === 0) return this.#faulty(line, "nom", "rule:import_missing");
    const keys = contacts.length > 0 ? contacts : keysOf({ nom });
    const groups = keys.map((key) => this.#by.get(key) ?? []).filter((group) => group.length > 0);
    const [first = [], second = first] = groups;
    const both = first.filter((one) => second.includes(one));
    if (first.length > 0 && both.length === 0) return this.#faulty(line, "email", "rule:import_two_customers");
    // A telephone that several share: the name tells them apart.
    const named = both.filter((one) => isSame(one.nom, textOf(nom)));
    const column = contacts.length === 0 ? "nom" : telephone === undefined ? "email" : "telephone";
    const one = oneOf(named.length > 0 ? named : both, this.#taken, (known) => this.#changes(known, given).length === 0);
    if (one === "several") return this.#faulty(line, column, "rule:import_ambiguous", String(given[column]));
    if (one !== null && "line" in one) return this.#faulty(line, column, "rule:import_twice", String(one.line));
    if (one !== null) this.#taken.set(one.id, line);
    return one;
  }

  #add(line: number, given: Given): Outcome | null {
    if (given.nom === undefined) {
      this.faults.rule(line, "nom", "rule:import_missing");
      return null;
    }
    const row = Object.fromEntries(COLUMNS.map((column) => [column, textOf(given[column])])) as Record<Column, string | null>;
    const { lastInsertRowid: id } = this.tx.run(
      `INSERT INTO clients (${COLUMNS.join(", ")}) VALUES (?, ?, ?, ?, ?)`,
      ...Object.values(row),
    );
    this.trail.added("clients", id);
    this.#know({ id, ...row });
    this.#taken.set(id, line);
    return { action: "ajout", nom: row.nom!, avant: {}, apres: row };
  }

  #change(known: Known, given: Given): Outcome {
    const columns = this.#changes(known, given);
    const avant = Object.fromEntries(columns.map((column) => [column, known[column]]));
    const apres = Object.fromEntries(columns.map((column) => [column, textOf(given[column])]));
    const outcome = { nom: known.nom!, avant, apres };
    if (columns.length === 0) return { ...outcome, action: "inchange" };
    this.tx.run(
      `UPDATE clients SET ${columns.map((column) => `${column} = ?`).join(", ")} WHERE id = ?`,
      ...Object.values(apres),
      known.id,
    );
    this.trail.changed("clients", known.id, avant, apres);
    return { ...outcome, action: "changement" };
  }

  #changes(known: Known, given: Given): readonly Column[] {
    return COLUMNS.filter((column) => given[column] !== undefined && !isSame(known[column], textOf(given[column])));
  }

  #know(one: Known): void {
    for (const key of keysOf(one)) {
      const known = this.#by.get(key);
      if (known === undefined) this.#by.set(key, [one]);
      else known.push(one);
    }
  }

  #faulty(...fault: Parameters<Faults["rule"]>): "faulty" {
    this.faults.rule(...fault);
    return "faulty";
  }
}

type Loose = string | number | null | undefined;

function keysOf({ nom, telephone, email }: { nom?: Loose; telephone?: Loose; email?: Loose }): string[] {
  const digits = String(telephone ?? "").replace(/[^\d+]/g, "").replace(/^(?:\+33|0033)0?/, "0");
  return [
    ...(digits === "" ? [] : [`tel ${digits}`]),
    ...(textOf(email) === null ? [] : [`mail ${textOf(email)!.toLowerCase()}`]),
    ...(textOf(nom) === null ? [] : [`nom ${bare(textOf(nom)!)}`]),
  ];
}

function textOf(value: Loose): string | null {
  return value === undefined || value === null ? null : String(value);
}
