/** Takes what other shops of the chain have used of this one's vouchers, one after another: each as one command. */
import { HEAD_OFFICE } from "./database/actors.ts";
import type { Application } from "./database/application.ts";
import type { DatabaseService } from "./database/service.ts";
import type { UsedLine } from "./head_office/voucher_uses.ts";
import { ToldOnce } from "./told_once.ts";

export class VouchersHome {
  #turn: Promise<void> = Promise.resolve();
  readonly #trouble = new ToldOnce();

  constructor(readonly database: Pick<DatabaseService, "command">, readonly work: Application["vouchers"]) {}

  /** What is told twice is taken once; what cannot be taken now is told again. */
  take({ shop, name, key, fingerprint, code, cents, at }: UsedLine): void {
    const { work } = this;
    if (work === null) return;
    const use = { boutique: shop, nom: name, cle: key, empreinte: fingerprint, code, montant: cents, le: at };
    this.#turn = this.#turn.then(() => this.database.command(work.take, HEAD_OFFICE, use)).then(
      () => this.#trouble.over(),
      (error: Error) => this.#trouble.tell(`What ${shop} has taken of a voucher was not noted: ${error.message}`),
    );
  }
}
