/** One day of a demo year: the till is opened, customers come, money is moved, the till is counted, the day is closed; on some twice. */
import { uuidv7 } from "./server.ts";
import { FOOD, type YearShop } from "./year_shop.ts";

const TILL = "C1";
const FLOAT = 20_000;
const CUSTOMERS = [1, 2] as const;
/** Cents that meal vouchers pay at most for a customer in a day. */
const MEAL_VOUCHERS = 2_500;

/** Tickets of which something may come back. */
const NEWEST = 5_000;

interface Sold {
  readonly id: string;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
}
interface Means {
  readonly mode: string;
  readonly montant: number;
  readonly code?: string;
}
/** What runs through the year. */
export class YearMemory {
  /** Tickets of which something may come back: none on an account, no gift card. */
  readonly sold: Sold[] = [];
  /** Code → what is left of it. */
  readonly vouchers = new Map<string, { readonly mode: string; left: number }>();

  /** Vouchers that are used up, and all but the newest tickets: in years they would fill the memory, and be looked through for each payment. */
  forget(): void {
    for (const [code, { left }] of this.vouchers) if (left === 0) this.vouchers.delete(code);
    this.sold.splice(0, Math.max(0, this.sold.length - NEWEST));
  }
}

export class YearDay {
  #minutes = 9 * 60;
  /** Cents of meal vouchers that each known customer has given. */
  readonly #meals = new Map<number, number>();

  /** `number`: how many days the shop was open before. */
  constructor(readonly year: YearShop, readonly memory: YearMemory, readonly day: string, readonly number: number) {}

  live(): void {
    const { year: { dice, plan }, number } = this;
    this.#open();
    // Now and then more comes back than is sold.
    if (number % 5 === 3 && this.memory.sold.length > 0) this.#refund();
    else for (let left = plan.tickets; left > 0; left--) this.#customer();
    for (let back = Math.ceil(plan.tickets / 8); back > 0; back--) if (dice.chance(0.6)) this.#refund();
    if (dice.chance(0.3)) this.#settle();
    this.#moves();
    this.#count();
    this.#close();
    if (number % 4 !== 2) return;
    this.#open();
    this.#customer();
    this.#count();
    this.#close();
  }

  #cashier(name: string, input: Readonly<Record<string, unknown>>) {
    this.#pass();
    return this.year.do(this.year.cashier, name, input);
  }

  #pass(): void {
    this.year.clock.at = Date.parse(this.year.timeOf(this.day, this.#minutes));
    this.#minutes += Math.min(3, Math.max(0.01, (22 * 60 - this.#minutes) / 400));
  }

  #open(): void {
    this.#cashier("caisses.ouvrir", { nom: TILL, fond: FLOAT });
  }

  /** What lies in the till's drawer, as its session knows it. */
  #inDrawer(): number {
    const { cents } = this.year.db.prepare(
      `SELECT fond + coalesce((SELECT sum(montant - rendu) FROM paiements p WHERE p.session_caisse_id = s.id AND p.mode = 'especes'), 0)
         + coalesce((SELECT sum(montant) FROM mouvements_caisse m WHERE m.session_caisse_id = s.id), 0)
         + coalesce((SELECT sum(-montant) FROM mouvements_compte m WHERE m.session_caisse_id = s.id AND m.mode = 'especes'), 0)
         AS cents
       FROM sessions_caisse s WHERE fermee_le IS NULL`,
    ).get() as { cents: number };
    return cents;
  }

  #count(): void {
    const { dice } = this.year;
    const variance = dice.chance(0.6) ? 0 : dice.pick([-500, -20, -1, 5, 100]);
    this.#cashier("caisses.fermer", { nom: TILL, compte: Math.max(0, this.#inDrawer() + variance), motif: "compté deux fois" });
  }

  #close(): void {
    this.#pass();
    this.year.do(this.year.owner, "clotures.cloturer", { genre: "jour", periode: this.day });
  }

  #customer(): void {
    const { dice, cashier, owner } = this.year;
    const goods = Array.from({ length: 1 + dice.below(3) }, () => dice.pick([1, 1, 2, 3, 4, 5, 6, 7]));
    if (dice.chance(0.1)) goods.push(8);
    const id = uuidv7();
    const lines = goods.map((product) => ({
      id: uuidv7(),
      product,
      quantity: product === 8 ? 1_000 : 1_000 * (1 + dice.below(3)),
    }));
    const account = dice.chance(0.12);
    const customer = account || dice.chance(0.2) ? dice.pick(CUSTOMERS) : null;
    this.#pass();
    this.year.write(
      cashier,
      ["INSERT INTO ventes (id, client_id) VALUES (?, ?)", id, customer],
      ...lines.map(({ id: line, product, quantity }, position) =>
        [
          "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, remise, position) VALUES (?, ?, ?, ?, ?, ?)",
          ...[line, id, product, quantity, product < 7 && dice.chance(0.2) ? 1 + dice.below(40) : 0, position],
        ] as const
      ),
    );
    if (goods.some((product) => product < 7) && dice.chance(0.2)) {
      this.year.write(cashier, ["UPDATE ventes SET remise_taux = ? WHERE id = ?", 100 * (1 + dice.below(10)), id]);
    }
    const now = () =>
      this.year.db.prepare("SELECT total_ttc AS total, version FROM ventes WHERE id = ?").get(id) as {
        total: number;
        version: number;
      };
    // Jars come back, wherever they were bought.
    if (now().total > 1_000 && dice.chance(0.25)) {
      const back = "INSERT INTO lignes_vente (id, vente_id, produit_id, quantite, position) VALUES (?, ?, 7, ?, 99)";
      this.year.write(cashier, [back, uuidv7(), id, -1_000 * (1 + dice.below(3))]);
    }
    const { total, version } = now();
    const food = lines.every(({ product }) => (FOOD as readonly number[]).includes(product));
    const paiements = this.#means(total, food ? this.#mealsLeft(customer) : 0, account ? this.#credit(customer!) : 0);
    const receipt = this.#cashier("ventes.encaisser", { id, version, paiements });
    this.#noteMeals(customer, paiements);
    this.#noteVouchers(receipt, paiements);
    if (!account && !goods.includes(8) && paiements.every(({ mode }) => mode !== "compte")) this.memory.sold.push({ id, lines });
    if (dice.chance(0.08)) this.year.do(owner, "ventes.facture", { id, siren: "732829320" });
  }

  /** `meals`: cents that meal vouchers may pay of it; `credit`: that may be put on an account. */
  #means(total: number, meals: number, credit: number): Means[] {
    const { dice } = this.year;
    const given: Means[] = [];
    let rest = total;
    for (const [code, voucher] of this.memory.vouchers) {
      if (rest === 0 || voucher.left === 0 || !dice.chance(0.4)) continue;
      const montant = Math.min(rest, voucher.left);
      given.push({ mode: voucher.mode, montant, code });
      rest -= montant;
    }
    if (rest > 0 && rest <= Math.min(credit, 4_000)) return [...given, { mode: "compte", montant: rest }];
    if (rest > 0 && meals > 0 && dice.chance(0.5)) {
      const montant = Math.min(rest, meals);
      given.push({ mode: "titre_restaurant", montant });
      rest -= montant;
    }
    if (rest === 0) return given;
    const mode = dice.pick(["carte", "carte", "especes", "especes", "cheque", "virement", "autre"]);
    return [...given, { mode, montant: mode === "especes" ? Math.ceil(rest / 500) * 500 : rest }];
  }

  /** What a customer may owe besides what is owed already. */
  #credit(customer: number): number {
    const account = this.year.db.prepare("SELECT plafond - solde AS credit FROM comptes_clients WHERE client_id = ?").get(
      customer,
    );
    return Math.max(0, Number(account?.["credit"] ?? 0));
  }

  /** Whoever is not known has given none on other tickets. */
  #mealsLeft(customer: number | null): number {
    return MEAL_VOUCHERS - (customer === null ? 0 : this.#meals.get(customer) ?? 0);
  }

  #noteMeals(customer: number | null, given: readonly Means[]): void {
    if (customer === null) return;
    for (const { mode, montant } of given) {
      if (mode === "titre_restaurant") this.#meals.set(customer, (this.#meals.get(customer) ?? 0) + montant);
    }
  }

  // deno-lint-ignore no-explicit-any -- a receipt
  #noteVouchers(receipt: any, used: readonly Means[]): void {
    const { vouchers } = this.memory;
    for (const { code, montant } of used) if (code !== undefined) vouchers.get(code)!.left -= montant;
    for (const { code, genre, montant } of receipt.bons ?? []) vouchers.set(code, { mode: genre, left: montant });
  }

  /** A whole line comes back, of any ticket of the year. */
  #refund(): void {
    const { dice } = this.year;
    const { sold } = this.memory;
    if (sold.length === 0) return;
    const { id, lines } = sold.splice(dice.below(sold.length), 1)[0]!;
    const { id: ligne_id, quantity } = dice.pick(lines);
    const { due } = this.year.db.prepare(
      "SELECT total_ttc - coalesce(remise_ticket, 0) AS due FROM lignes_vente WHERE id = ?",
    ).get(ligne_id) as { due: number };
    const wished = dice.pick(["carte", "avoir", "avoir", "especes"]);
    const mode = wished === "especes" && due > this.#inDrawer() ? "carte" : wished;
    const receipt = this.#cashier("ventes.rembourser", {
      id,
      avoir_id: uuidv7(),
      lignes: [{ id: uuidv7(), ligne_id, quantite: quantity }],
      paiements: due === 0 ? [] : [{ mode, montant: due }],
      motif: "ne convient pas",
    });
    this.#noteVouchers(receipt, []);
  }

  /** What a customer owes, or some of it. */
  #settle(): void {
    const { dice, db } = this.year;
    for (const { client_id, solde } of db.prepare("SELECT client_id, solde FROM comptes_clients WHERE solde > 0").all()) {
      const owed = Number(solde);
      const montant = dice.chance(0.5) ? owed : 1 + dice.below(owed);
      this.#cashier("comptes.regler", {
        id: String(client_id),
        montant,
        mode: dice.pick(["carte", "especes", "cheque", "virement"]),
      });
    }
  }

  #moves(): void {
    const { dice } = this.year;
    const move = (genre: string, sens: string, montant: number) => {
      if (sens === "sortie" && montant > this.#inDrawer()) return;
      this.#cashier("caisses.mouvement", { nom: TILL, genre, sens, montant, motif: "soir" });
    };
    if (dice.chance(0.5)) move("banque", "sortie", 2_000);
    if (dice.chance(0.3)) move("monnaie", "entree", 1_500);
    if (dice.chance(0.2)) move("fournisseur", "sortie", 1_000 + dice.below(500));
    if (dice.chance(0.1)) move("autre", dice.pick(["entree", "sortie"]), 300);
  }
}
