/** What happens at a counter, by chance: sales, discounts, exchanges, refunds, deposits, vouchers, accounts, cash moves, corrections. */
import type { SeededRandom } from "../../server/shop/demo/random.ts";
import { type Books, type DayBook, type SoldLine } from "./books.ts";
import type { Body, Counter, Said } from "./counter.ts";

/** id, label, price in cents, rate, kind. */
export const ARTICLES = [
  [1, "Pain", 123, 550, "bien"],
  [2, "Café", 499, 1000, "bien"],
  [3, "Lampe", 2_001, 2000, "bien"],
  [4, "Journal", 107, 210, "bien"],
  [5, "Pommes", 333, 550, "bien"],
  [6, "Consigne", 25, 0, "consigne"],
  [7, "Carte cadeau", 1_500, 0, "carte_cadeau"],
  [8, "Divers", 0, 1000, "bien"],
] as const;
const [POMMES, CONSIGNE, CARD, DIVERS] = [5, 6, 7, 8];
export const CUSTOMERS = ["1", "2", "3"];
export const CEILING = 15_000;
const MONEY = ["especes", "carte", "cheque"] as const;

const LINE = `INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, prix_unitaire_ttc, remise_taux, remise_motif)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

interface Given {
  readonly mode: string;
  readonly montant: number;
  readonly code?: string;
}

export class Trade {
  /** Tickets since the tills were opened, by till, by a means that may turn out to be another. */
  readonly #plain: { readonly id: string; readonly mode: string; readonly cents: number; readonly till: string }[] = [];

  constructor(
    readonly counter: Counter,
    readonly random: SeededRandom,
    readonly books: Books,
    readonly day: DayBook,
    /** Who sits at which till. */
    readonly tills: Readonly<Record<string, string>>,
  ) {}

  /** One thing. */
  step(): void {
    const { random } = this;
    const [till, who] = random.pick(Object.entries(this.tills));
    const what = random.between(1, 100);
    if (what <= 55) this.#sell(till, who, []);
    else if (what <= 67) this.#sell(till, who, this.#chosen());
    else if (what <= 79) this.#refund(till, who);
    else if (what <= 86) this.#move(till, who);
    else if (what <= 93) this.#settle(till, who);
    else this.#correct();
  }

  #sell(till: string, who: string, back: readonly (readonly [SoldLine, number])[]): void {
    const { counter, random, books } = this;
    const id = this.#uuid();
    const customer = books.customers.get(back[0]?.[0].sale ?? "") ?? (random.chance(0.4) ? random.pick(CUSTOMERS) : undefined);
    const insert = (query: string, params: (string | number | null)[]) => ({ type: "insert" as const, query, params });
    const lines = Array.from({ length: random.between(1, 4) }, () => {
      const [article, , , , nature] = random.pick(ARTICLES);
      const returned = article === CONSIGNE && random.chance(0.5);
      const pieces = article === POMMES ? random.between(50, 3_000) : 1_000 * random.between(1, article === CARD ? 2 : 4);
      const price = article === DIVERS ? random.between(1, 3_000) : null;
      const off = nature === "bien" && random.chance(0.15) ? random.between(1, 4_000) : 0;
      return insert(LINE, [this.#uuid(), id, article, returned ? -pieces : pieces, price, off, off === 0 ? null : "abîmé"]);
    });
    const head = insert("INSERT INTO ventes (id, client_id) VALUES (?, ?)", [
      id,
      customer === undefined ? null : Number(customer),
    ]);
    const rate = random.chance(0.3) ? random.between(1, 5_000) : 0;
    const off = rate === 0 ? [] : [{
      type: "update" as const,
      query: "UPDATE ventes SET remise_taux = ?, remise_motif = 'fidélité' WHERE id = ?",
      params: [rate, id],
    }];
    counter.write(who, [head, ...lines, ...off]);
    if (customer !== undefined) books.customers.set(id, customer);
    const [{ version, total_ttc }] = counter.rows("SELECT version, total_ttc FROM ventes WHERE id = ?", id);
    const retours = back.map(([line, quantite]) => ({ id: this.#uuid(), vente_id: line.sale, ligne_id: line.id, quantite }));
    const pay = (paiements: readonly Given[]) =>
      counter.ask(who, "ventes.encaisser", { id, version, paiements: paiements as unknown as [], retours, motif: "échange" });
    const told = back.length === 0 ? null : pay([]);
    const due = told === null ? total_ttc as number : told.ok ? 0 : dueOf(told);
    const receipt = told?.ok ? told.body : due < 0 ? this.#giveBack(-due, pay) : must(pay(this.#means(due, customer)));
    books.note(this.day, till, receipt);
    for (const [line, quantite] of back) line.left -= quantite;
    const [only, more] = receipt.paiements as Given[];
    if (only !== undefined && more === undefined && only.montant > 0 && (MONEY as readonly string[]).includes(only.mode)) {
      this.#plain.push({ id, mode: only.mode, cents: receipt.total_ttc, till });
    }
  }

  #refund(till: string, who: string): void {
    const back = this.#chosen();
    if (back.length === 0) return;
    const { sale } = back[0]![0];
    const give = (paiements: readonly Given[]) =>
      this.counter.ask(who, "ventes.rembourser", {
        id: sale,
        avoir_id: this.#uuid(),
        lignes: back.map(([{ id }, quantite]) => ({ id: this.#uuid(), ligne_id: id, quantite })),
        paiements: paiements as unknown as [],
        motif: "ne convient pas",
      });
    const told = give([]);
    this.books.note(this.day, till, told.ok ? told.body : this.#giveBack(dueOf(told), give));
    for (const [line, quantite] of back) line.left -= quantite;
  }

  /** By one means, but for what the server says goes to an account before. */
  #giveBack(due: number, give: (paiements: readonly Given[]) => Said): Body {
    const mode = this.random.pick(["especes", "carte", "avoir"]);
    const told = give([{ mode, montant: due }]);
    if (told.ok || told.code !== "payment_implausible") return must(told);
    const compte = told.extras.compte as number;
    return must(give([{ mode: "compte", montant: compte }, ...due === compte ? [] : [{ mode, montant: due - compte }]]));
  }

  /** Means that make up so much: on account, by vouchers, by meal vouchers, the rest in money. */
  #means(due: number, customer: string | undefined): Given[] {
    const { random, books } = this;
    const given: Given[] = [];
    let rest = due;
    const some = (most: number) => random.chance(0.5) ? Math.min(most, rest) : random.between(1, Math.min(most, rest));
    const room = customer === undefined ? 0 : CEILING - books.owed.of(customer);
    if (rest > 0 && room > 0 && random.chance(0.6)) {
      given.push({ mode: "compte", montant: some(room) });
      rest -= given.at(-1)!.montant;
    }
    for (const [code, { genre, left }] of books.vouchers) {
      if (rest === 0 || !random.chance(0.3)) continue;
      given.push({ mode: genre, montant: some(left), code });
      rest -= given.at(-1)!.montant;
    }
    if (rest > 0 && random.chance(0.2)) {
      given.push({ mode: "titre_restaurant", montant: some(rest) });
      rest -= given.at(-1)!.montant;
    }
    if (rest > 0) {
      const mode = random.pick(MONEY);
      given.push({ mode, montant: mode === "especes" ? rest + random.between(0, 500) : rest });
    }
    return given;
  }

  /** Some lines of one ticket, and how much of each comes back. */
  #chosen(): readonly (readonly [SoldLine, number])[] {
    const { random, books } = this;
    const open = books.lines.filter(({ left, nature }) => left > 0 && nature !== "carte_cadeau");
    if (open.length === 0) return [];
    const { sale } = random.pick(open);
    return open.filter((line) => line.sale === sale && random.chance(0.7))
      .map((line) => [line, random.chance(0.5) ? line.left : random.between(1, line.left)] as const);
  }

  #move(till: string, who: string): void {
    const { random, day } = this;
    const genre = random.pick(["banque", "fournisseur", "monnaie", "autre"]);
    const [sens, sign] = random.pick([["entree", 1], ["sortie", -1]] as const);
    const montant = random.between(1, 5_000);
    this.counter.must(who, "caisses.mouvement", { nom: till, genre, sens, montant, motif: "au hasard" });
    day.moved.add(`${genre} ${sign}`, sign * montant);
    day.drawers.add(till, sign * montant);
  }

  #settle(till: string, who: string): void {
    const { random, books, day } = this;
    const id = random.pick(CUSTOMERS);
    const owed = books.owed.of(id);
    if (owed === 0) return;
    const mode = random.pick(MONEY);
    const montant = random.chance(0.4) ? owed : random.between(1, owed);
    this.counter.must(who, "comptes.regler", { id, mode, montant });
    books.owed.add(id, -montant);
    day.settled.add(mode, montant);
    if (mode === "especes") day.drawers.add(till, montant);
  }

  #correct(): void {
    const one = this.#plain.shift();
    if (one === undefined) return;
    const { id, mode, cents, till } = one;
    const vers = this.random.pick(MONEY.filter((other) => other !== mode));
    this.counter.must(this.tills[till]!, "ventes.corriger", { id, de: mode, vers, motif: "erreur de touche" });
    this.day.corrections += 1;
    this.day.means.add(mode, -cents);
    this.day.means.add(vers, cents);
    if (mode === "especes") this.day.drawers.add(till, -cents);
    if (vers === "especes") this.day.drawers.add(till, cents);
  }

  #uuid(): string {
    const hex = Array.from({ length: 4 }, () => this.random.bits().toString(16).padStart(8, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** What a payment of nothing is told that it comes to. */
function dueOf(told: Said): number {
  if (told.ok || told.code !== "payment_mismatch") throw new Error(`no total is told: ${JSON.stringify(told)}`);
  return Math.abs(told.extras.total) * Math.sign(told.extras.total);
}

function must(said: Said): Body {
  if (said.ok) return said.body;
  throw new Error(`refused: ${said.code} ${JSON.stringify(said.extras)}`);
}
