/** Articles from a file, each known by its code, or by its name where the line has no code; and counts of their stock. */
import type { Tx } from "../../database/application.ts";
import { Categories } from "./categories.ts";
import { type Deposit, Deposits } from "./deposits.ts";
import { columnOf, type Faults } from "./faults.ts";
import { bare, type Given, isSame, oneOf, type Outcome, type Taker } from "./line.ts";
import { moveStock, type Trail, type Values } from "./trail.ts";

interface Known {
  readonly id: number;
  readonly libelle: string;
  readonly code_barres: string | null;
  readonly categorie_id: number | null;
  readonly prix_ttc: number;
  readonly prix_libre: number;
  readonly tva: number;
  readonly titre_restaurant: number;
  readonly consigne_id: number | null;
  readonly suivi_stock: number;
  readonly stock: number;
  readonly actif: number;
  readonly categorie: string | null;
  /** The deposit's name. */
  readonly consigne: string | null;
  readonly cout_ht: number | null;
}

const PLAIN = ["libelle", "prix_ttc", "prix_libre", "tva", "titre_restaurant", "suivi_stock", "actif"] as const;
const COMPARED = [...PLAIN, "categorie", "consigne", "cout_ht", "stock"] as const;

export class ProductTaker implements Taker {
  readonly #byId = new Map<number, Known>();
  readonly #byCode = new Map<string, number>();
  readonly #byLabel = new Map<string, number[]>();
  /** What is spoken of already, and in which line. */
  readonly #taken = new Map<number, number>();
  readonly #categories: Categories;
  readonly #deposits: Deposits;

  /** `adds`: whether an article that is not known is a new one. */
  constructor(readonly tx: Tx, readonly trail: Trail, readonly faults: Faults, readonly adds: boolean) {
    this.#categories = new Categories(tx, (id) => trail.added("categories", id));
    this.#deposits = new Deposits(tx, spelling);
    const all = tx.all(
      `SELECT p.id, p.libelle, p.code_barres, p.categorie_id, p.prix_ttc, p.prix_libre, p.tva, p.titre_restaurant, p.consigne_id,
         p.suivi_stock, p.stock, p.actif, c.nom AS categorie, d.libelle AS consigne, k.cout_ht
       FROM produits p LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN produits d ON d.id = p.consigne_id LEFT JOIN couts_produits k ON k.produit_id = p.id`,
    ) as unknown as Known[];
    for (const one of all) this.#know(one);
    for (const { code, id } of tx.all("SELECT code, produit_id AS id FROM codes_produits") as { code: string; id: number }[]) {
      this.#byCode.set(spelling(code), id);
    }
  }

  take(line: number, raw: Given): Outcome | null {
    const deposit = raw.consigne === undefined ? null : this.#deposits.meant(String(raw.consigne));
    if (raw.consigne !== undefined && deposit === null) {
      return this.#nothing(line, "consigne", "rule:import_unknown_deposit", String(raw.consigne));
    }
    const given: Given = deposit === null ? raw : { ...raw, consigne: deposit.libelle };
    const found = this.#find(line, given);
    if (found === "faulty") return null;
    let outcome: Outcome | null = null;
    const refused = this.tx.attempt(() =>
      outcome = found === null ? this.#add(line, given, deposit) : this.#change(line, found, given, deposit)
    );
    if (refused !== null) {
      // What has a name besides the article itself is its category.
      const column = columnOf(refused);
      this.faults.add(line, refused, column === "nom" ? "categorie" : column);
    }
    return refused === null ? outcome : null;
  }

  #find(line: number, given: Given): Known | null | "faulty" {
    const { code_barres: code, libelle: label } = given;
    let found: Known | null = null;
    if (code !== undefined) {
      found = this.#byId.get(this.#byCode.get(spelling(String(code))) ?? 0) ?? null;
    } else if (label !== undefined) {
      const named = (this.#byLabel.get(String(label)) ?? []).map((id) => this.#byId.get(id)!);
      const bare = named.filter(({ code_barres }) => code_barres === null);
      const one = oneOf(bare.length > 0 ? bare : named, this.#taken, (known) => isAsGiven(known, given));
      if (one === "several") return this.#faulty(line, "libelle", "rule:import_ambiguous", String(label));
      if (one !== null && "line" in one) return this.#faulty(line, "libelle", "rule:import_twice", String(one.line));
      found = one;
    } else {
      return this.#faulty(line, "libelle", "rule:import_missing");
    }
    const earlier = found === null ? undefined : this.#taken.get(found.id);
    if (earlier !== undefined) return this.#faulty(line, "code_barres", "rule:import_twice", String(earlier));
    if (found !== null) this.#taken.set(found.id, line);
    else if (!this.adds) return this.#faulty(line, code === undefined ? "libelle" : "code_barres", "rule:import_unknown_product");
    return found;
  }

  #add(line: number, given: Given, deposit: Deposit | null): Outcome | null {
    for (const column of ["libelle", "prix_ttc"] as const) {
      if (given[column] === undefined) return this.#nothing(line, column, "rule:import_missing");
    }
    const { code_barres = null, categorie, cout_ht, stock, suivi_stock } = given;
    const row: Record<string, string | number | null> = { code_barres };
    for (const column of PLAIN) if (given[column] !== undefined) row[column] = given[column];
    if (categorie !== undefined) row["categorie_id"] = this.#categories.idOf(String(categorie));
    if (deposit !== null) row["consigne_id"] = deposit.id;
    if (stock !== undefined && suivi_stock !== 0) Object.assign(row, { stock, suivi_stock: 1 });
    const columns = Object.keys(row);
    const { lastInsertRowid: id } = this.tx.run(
      `INSERT INTO produits (${columns.join(", ")}) VALUES (?${", ?".repeat(columns.length - 1)})`,
      ...Object.values(row),
    );
    this.trail.added("produits", id);
    if (cout_ht !== undefined) this.#cost(id, null, cout_ht);
    const known = {
      ...row,
      id,
      libelle: String(given.libelle),
      code_barres,
      consigne: deposit?.libelle ?? null,
    } as unknown as Known;
    this.#know(known);
    this.#taken.set(id, line);
    return { action: "ajout", nom: known.libelle, avant: {}, apres: given as Values };
  }

  #change(line: number, known: Known, given: Given, deposit: Deposit | null): Outcome | null {
    const before: Record<string, string | number | null> = {};
    const after: Record<string, string | number | null> = {};
    for (const column of COMPARED) {
      const value = given[column];
      // Two deposits may have one name.
      const same = column === "consigne" ? deposit?.id === known.consigne_id : isSame(known[column], value!);
      if (value === undefined || same) continue;
      [before[column], after[column]] = [known[column], value];
    }
    if (after["stock"] !== undefined) {
      if (given.suivi_stock === 0) [before, after].forEach((values) => delete values["stock"]);
      else if (Number(after["stock"]) < 0) return this.#nothing(line, "stock", "rule:import_negative_stock");
      else if (known.suivi_stock === 0) [before["suivi_stock"], after["suivi_stock"]] = [0, 1];
    }
    const outcome = { nom: known.libelle, avant: before, apres: after };
    if (Object.keys(after).length === 0) return { ...outcome, action: "inchange" };
    this.#update(known, after, after["consigne"] === undefined ? null : deposit);
    if (after["cout_ht"] !== undefined) this.#cost(known.id, known.cout_ht, after["cout_ht"]!);
    if (after["stock"] !== undefined) {
      const moved = Number(after["stock"]) - known.stock;
      moveStock(this.tx, known.id, moved, `Import ${this.trail.importId}`);
      this.trail.moved(known.id, moved);
    }
    return { ...outcome, action: "changement" };
  }

  #update(known: Known, after: Values, deposit: Deposit | null): void {
    const set: Record<string, string | number | null> = {};
    for (const column of PLAIN) if (after[column] !== undefined) set[column] = after[column];
    if (after["categorie"] !== undefined) set["categorie_id"] = this.#categories.idOf(after["categorie"]);
    if (deposit !== null) set["consigne_id"] = deposit.id;
    const columns = Object.keys(set);
    if (columns.length === 0) return;
    const was = Object.fromEntries(columns.map((column) => [column, known[column as keyof Known]]));
    this.tx.run(
      `UPDATE produits SET ${columns.map((column) => `${column} = ?`).join(", ")}, modifie_le = ? WHERE id = ?`,
      ...Object.values(set),
      this.tx.now,
      known.id,
    );
    this.trail.changed("produits", known.id, was, set);
  }

  #cost(id: number, before: number | null, after: string | number): void {
    if (before === null) {
      this.tx.run("INSERT INTO couts_produits (produit_id, cout_ht) VALUES (?, ?)", id, after);
      this.trail.added("couts_produits", id);
    } else {
      this.tx.run("UPDATE couts_produits SET cout_ht = ? WHERE produit_id = ?", after, id);
      this.trail.changed("couts_produits", id, { cout_ht: before }, { cout_ht: after });
    }
  }

  #know(one: Known): void {
    this.#byId.set(one.id, one);
    if (one.code_barres !== null) this.#byCode.set(spelling(one.code_barres), one.id);
    const label = bare(one.libelle);
    const named = this.#byLabel.get(label);
    if (named === undefined) this.#byLabel.set(label, [one.id]);
    else named.push(one.id);
  }

  #faulty(...fault: Parameters<Faults["rule"]>): "faulty" {
    this.faults.rule(...fault);
    return "faulty";
  }

  #nothing(...fault: Parameters<Faults["rule"]>): null {
    this.faults.rule(...fault);
    return null;
  }
}

function isAsGiven(known: Known, given: Given): boolean {
  return COMPARED.every((column) => given[column] === undefined || isSame(known[column], given[column]));
}

/** Twelve digits are the same code as thirteen with a nought before them. */
function spelling(code: string): string {
  return /^\d{12}$/.test(code) ? `0${code}` : code;
}
