/** What a shop keeps of its head office: a key file beside its database, in no backup, readable by its owner alone. */
import { type Link, readLink, writeLink } from "./link_file.ts";
import type { Order } from "./report.ts";

/** The name of the key file. */
const KEY = "head-office";

export const DAMAGED =
  "head-office.key was empty or damaged: nothing is sent to head office. Ask it for another file (enrol --again).";

interface Secrets {
  readSecret(name: string): string | null;
  keepSecret(name: string, text: string | null): void;
}

export class KeptLink {
  constructor(readonly secrets: Secrets) {}

  /** null for a shop without a head office, and for a file that says nothing any more. */
  get order(): Order | null {
    const text = this.secrets.readSecret(KEY);
    return text === null ? null : orderIn(text);
  }

  /** There is a file, and it says nothing: a power cut left it empty, or somebody changed it. */
  get isDamaged(): boolean {
    return this.order === null && this.secrets.readSecret(KEY) !== null;
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

/** What is wrong with it is not told: that would repeat it. */
function orderIn(text: string): Order | null {
  try {
    const { link, next } = JSON.parse(text) as Order;
    readLink(link);
    return next === null || typeof next === "string" ? { link, next } : null;
  } catch {
    return null;
  }
}
