/** A shop whose till C1 has a card terminal, and what is done with it. */
import { type CardOperation } from "../../server/shop/card_operations.ts";
import { TestTerminal } from "./card_terminal.ts";
import { eventually } from "./feed.ts";
import { answerOf, type Person, uuidv7 } from "./server.ts";
import { command, draft, LAMPE, ok, openTill, type Sale, Shop } from "./shop.ts";

export async function giveTerminal(shop: Shop, { host, port }: Pick<TestTerminal, "host" | "port">, till = "C1"): Promise<void> {
  const query = "UPDATE caisses SET terminal_adresse = ?, terminal_port = ? WHERE nom = ?";
  ok(await shop.owner.query("update", query, [host, port, till]));
}

/** Two cashiers at open tills of their own, C1 with a terminal. */
export async function openCardTills(): Promise<{ readonly shop: Shop; readonly terminal: TestTerminal }> {
  const shop = await Shop.open(["nora", "chloe", "marc"]);
  const terminal = await TestTerminal.open();
  await giveTerminal(shop, terminal);
  ok(await openTill(shop.chloe, 10_000));
  ok(await openTill(shop.marc, 10_000, "C2"));
  return { shop, terminal };
}

/** One such scene for all tests of a file: the terminal works and remembers nothing when one begins. */
export class CardTills {
  #open: Awaited<ReturnType<typeof openCardTills>> | null = null;

  constructor() {
    Deno.test.beforeAll(async () => void (this.#open = await openCardTills()));
    Deno.test.beforeEach(() => this.terminal.reset());
    Deno.test.afterAll(async () => {
      await this.shop[Symbol.asyncDispose]();
      await this.terminal[Symbol.asyncDispose]();
    });
  }

  get shop(): Shop {
    return this.#open!.shop;
  }
  get terminal(): TestTerminal {
    return this.#open!.terminal;
  }
}

/** What a path answers. */
export const askedOf = async (person: Person, path: string) => await answerOf(await person.get(path));

export const byCard = (person: Person, { id }: Pick<Sale, "id">, montant: number, operation_id = uuidv7(), key?: string) =>
  command(person, `/api/ventes/${id}/carte`, { operation_id, montant }, key);
export const settleCard = (person: Person, id: string, montant: number) =>
  command(person, `/api/cartes/${id}/regler`, { montant });
export const backToCard = (person: Person, id: string, genre: "annulation" | "credit" = "annulation") =>
  command(person, `/api/cartes/${id}/rendre`, { operation_id: uuidv7(), genre, motif: "le client renonce" });

/** It as it stands once it is in one of these states. */
export async function operation(person: Person, id: string, ...states: readonly string[]): Promise<CardOperation> {
  let found: CardOperation | undefined;
  await eventually(async () => {
    found = ok(await askedOf(person, `/api/cartes/${id}`));
    return states.includes(found!.etat);
  }, `the card operation is ${states.join(" or ")}`);
  return found!;
}

/** A payment that is asked for and has ended, in whatever way. */
export async function paidByCard(person: Person, sale: Pick<Sale, "id">, montant: number): Promise<CardOperation> {
  const { id } = ok(await byCard(person, sale, montant));
  return await operation(person, id, "acceptee", "refusee", "inconnue");
}

/** A lamp of 20 €, the cashier's own. */
export const lamp = (person: Person): Promise<Sale> => draft(person, [LAMPE]);

export const tendersOf = async (person: Person, { id }: Pick<Sale, "id">) =>
  ok(await askedOf(person, `/api/ventes/${id}/annonces`)).annonces;
