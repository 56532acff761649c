/**
 * Vouchers of a chain at a till. Before a payment is written what it takes of a shared voucher is held at head office, by the
 * payment's own key: two shops never pay out the same euro, and a payment that is sent again holds nothing twice. What a payment
 * that failed has held is given back.
 */
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { JsonValue } from "../shared/protocol.ts";
import { SERVER } from "./database/actors.ts";
import type { Actor, Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { Inquiries } from "./head_office/inquiries.ts";
import type { Reserved, ReserveInquiry, VoucherElsewhere } from "./head_office/inquiry.ts";

/** As the command that keeps what is wanted answers it. */
interface Wanted {
  /** Whether the shop shares its vouchers now. */
  readonly partage: boolean;
  readonly hors_ligne: number;
  readonly bons: readonly {
    readonly id: string;
    readonly code: string;
    readonly montant: number;
    readonly own: boolean;
    readonly revient: boolean;
  }[];
}
type Input = Readonly<Record<string, JsonValue>>;
type Ask = (inquiry: ReserveInquiry) => Promise<Reserved>;

/** As the application's question tells a voucher, before anybody else is asked. */
interface Known {
  readonly partage: boolean;
  /** null for one that is not this shop's. */
  readonly bon: Readonly<Record<string, JsonValue>> | null;
  /** What is asked at head office; null where its vouchers are not shared. */
  readonly code: string | null;
  /** Cents of it that may be taken while head office does not answer. */
  readonly hors_ligne: number;
}

export class VoucherReservations {
  /** When codes were asked for that no shop of the chain has: guesses are few, wherever in the shop they are made. */
  #misses: number[] = [];

  constructor(
    readonly database: Pick<DatabaseService, "ask" | "command">,
    readonly inquiries: Inquiries,
    readonly work: Application["vouchers"],
  ) {}

  /** Nobody waits any more for what was asked before the server's start. */
  async start(): Promise<void> {
    if (this.work === null) return;
    await this.database.command(this.work.drop, SERVER, {}).catch((error) => console.error(error));
  }

  /** Does `pay`, given what is held for it. `key`: the payment's. */
  async around<T>(
    actor: Actor,
    key: string,
    input: Record<string, JsonValue>,
    pay: (input: Record<string, JsonValue>) => Promise<T>,
  ): Promise<T> {
    const { work } = this;
    const { id, paiements = [], lignes = [], retours = [] } = input as { [name: string]: readonly { readonly code?: string }[] };
    const none = paiements.every(({ code }) => code === undefined) && lignes.length === 0 && retours.length === 0;
    if (work === null || !this.inquiries.isLinked || none) return await pay(input);
    const order = { id, cle: key, paiements, lignes, retours } as unknown as Input;
    const wanted = JSON.parse((await this.database.command(work.want, actor, order)).body) as Wanted;
    if (wanted.bons.length === 0) return await pay(input);
    try {
      const held = [];
      const ask = this.#asking();
      for (const one of wanted.bons) held.push(...await this.#hold(one, wanted, ask));
      return await pay({ ...input, tenus: held as unknown as JsonValue });
    } finally {
      // What the payment took is its own by now.
      await this.database.command(work.drop, SERVER, { cle: key }).catch((error) => console.error(error));
    }
  }

  /** Asks for one payment. Who has not answered is not waited for at the next voucher. */
  #asking(): Ask {
    let away: unknown = null;
    return async (inquiry) => {
      if (away !== null) throw away;
      return await this.inquiries.ask(inquiry).catch((error) => {
        if (isAway(error)) away = error;
        throw error;
      });
    };
  }

  async #hold({ id, code, montant, own, revient }: Wanted["bons"][number], { partage, hors_ligne: offline }: Wanted, ask: Ask) {
    this.#expectFewMisses(own);
    let reply: Reserved;
    try {
      reply = await ask({ ask: "reserve", code, own, cents: montant, key: id });
    } catch (error) {
      // Who shares none does not wait for head office.
      if (isAway(error) && !partage) return [];
      if (offline === 0 || !isAway(error) || revient && montant > offline) throw error;
      return [{ id, code, hors_ligne: true, boutique: null, nom: null, reste: null }];
    }
    switch (reply.state) {
      case "reserved":
        return [{ id, code, hors_ligne: false, boutique: reply.shop, nom: reply.name, reste: reply.left }];
      case "exceeded":
        if (revient) throw new AppError("gift_card_used", { reste: 0 });
        throw new AppError("voucher_exceeded", { bon: code, solde: reply.left, montant });
      case "over":
        throw new AppError("voucher_exceeded", { bon: code, montant });
      case "unknown":
        // Nobody else can have taken what head office has not heard of yet.
        if (!own) this.#missed();
        return [];
    }
  }

  /** A voucher by its code, wherever in the chain it was given. */
  async find(actor: Actor, parameters: Input, ask: () => Promise<string>): Promise<string> {
    const { work } = this;
    if (work === null || !this.inquiries.isLinked) return await ask();
    const { partage, bon, code, hors_ligne } = JSON.parse(await this.database.ask(work.known, actor, parameters)) as Known;
    // Of what has nothing left here nobody else has more.
    if (code === null || bon?.["solde"] === 0) return await ask();
    this.#expectFewMisses(bon !== null);
    let found: VoucherElsewhere | null;
    try {
      found = await this.inquiries.ask({ ask: "voucher", code, own: bon !== null });
    } catch (error) {
      if (isAway(error) && !partage) return await ask();
      if (hors_ligne === 0 || !isAway(error)) throw error;
      if (bon !== null) return JSON.stringify({ ...bon, solde: Math.min(Number(bon["solde"]), hors_ligne) });
      return JSON.stringify({ ...NOWHERE, code, montant: hors_ligne, solde: hors_ligne });
    }
    if (bon !== null) return JSON.stringify({ ...bon, solde: Math.min(Number(bon["solde"]), found?.left ?? Infinity) });
    if (found !== null) {
      const boutique = { cle: found.shop, nom: found.name };
      return JSON.stringify({ ...NOWHERE, code, boutique, montant: found.given, solde: Math.max(0, found.left) });
    }
    this.#missed();
    return await ask();
  }

  #missed(): void {
    this.#misses.push(performance.now());
  }

  #expectFewMisses(own: boolean): void {
    const now = performance.now();
    this.#misses = this.#misses.filter((at) => now - at < LIMITS.voucherMissesMs);
    if (own || this.#misses.length < LIMITS.voucherMisses) return;
    throw new AppError("too_many_attempts", {
      retry_after: Math.ceil((LIMITS.voucherMissesMs - (now - this.#misses[0]!)) / 1000),
    });
  }
}

/** A voucher that is none of this shop's. */
const NOWHERE = { genre: "bon", boutique: null, emis_le: null, numero: null, ailleurs: [] };

function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === "head_office_away";
}
