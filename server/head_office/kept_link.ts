/** What a shop keeps of its head office: a key file beside its database, in no backup, readable by its owner alone. */
import { type Link, readLink, writeLink } from "./link_file.ts";
import type { Order } from "./report.ts";

/** The name of the key file. */
const KEY = "head-office";

interface Secrets {
  readSecret(name: string): string | null;
  keepSecret(name: string, text: string | null): void;
}

export class KeptLink {
  constructor(readonly secrets: Secrets) {}

  /** null for a shop without a head office, and for a file that a power cut left empty. */
  get order(): Order | null {
    const text = this.secrets.readSecret(KEY);
    return text === null || text === "" ? null : JSON.parse(text) as Order;
  }

  get link(): Link | null {
    const { order } = this;
    return order === null ? null : readLink(order.link);
  }

  /** `next`: the password that is to take the place of the file's. */
  keep(link: Link, next: string | null): void {
    const order: Order = { link: writeLink(link), next };
    this.secrets.keepSecret(KEY, JSON.stringify(order));
  }

  /** The password that it was to have is its own, or the file's stays. */
  settle(changed: boolean): void {
    const { link, order } = this;
    if (link !== null) this.keep(changed ? { ...link, password: order!.next! } : link, null);
  }

  drop(): void {
    this.secrets.keepSecret(KEY, null);
  }
}
