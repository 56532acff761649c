/** The shop's link to head office: how it stands, looked at while it is shown, begun by a file, ended. */
import { type ReadonlySignal, signal } from "@preact/signals";
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { Looks } from "../../store/looks.ts";

const PATH = "/api/head-office";
const PUBLISHED = "/api/siege/publications";

export interface HeadOfficeLink {
  readonly shop: string;
  readonly name: string;
  readonly address: string;
  readonly state: "stopped" | "connecting" | "sending" | "current" | "waiting" | "refused";
  readonly problem: string | null;
  readonly sent: number | null;
  readonly unsent: number | null;
  readonly sent_at: string | null;
  readonly lag_s: number | null;
}
/** What head office has published for this shop, and what became of it. */
export interface Publication {
  readonly siege: string;
  readonly publication: number;
  /** Head office has it no more. */
  readonly perdue: boolean;
  readonly genre: string;
  readonly etat: "prevue" | "appliquee" | "refusee" | "abandonnee";
  readonly motif: string | null;
  readonly motif_en: string | null;
  /** By the shop's clock: 2026-12-15T06:00. */
  readonly a_partir_de: string | null;
  readonly recue_le: string;
  readonly gardes: number;
  /** Cents; `avant` null for what the shop does not know yet. */
  readonly prix: readonly { readonly libelle: string; readonly avant: number | null; readonly prix_ttc: number }[];
  readonly detail: { readonly texte?: string; readonly ajouts?: number; readonly changements?: number };
}
interface Answer {
  /** null for a shop without a head office. */
  readonly link: HeadOfficeLink | null;
}

export class HeadOfficeWork extends Looks {
  readonly #found = signal<Answer | null>(null);
  readonly #published = signal<readonly Publication[]>([]);

  constructor(readonly client: NetworkClient) {
    super(client.platform);
  }

  protected override async look(): Promise<void> {
    this.#found.value = await this.client.request("GET", PATH) as Answer;
    const told = await this.client.request("GET", PUBLISHED) as { readonly publications: readonly Publication[] };
    this.#published.value = told.publications;
  }

  /** null until the first answer. */
  get found(): ReadonlySignal<Answer | null> {
    return this.#found;
  }
  /** The latest first; those that wait for their day before them. */
  get published(): ReadonlySignal<readonly Publication[]> {
    return this.#published;
  }

  /** Answered when the two have met. */
  join(file: string): Promise<Failure | null> {
    return attempt(async () => void (this.#found.value = await this.client.longRequest(PATH, "POST", { file }) as Answer));
  }

  leave(): Promise<Failure | null> {
    return attempt(async () => {
      await this.client.request("DELETE", PATH);
      this.#found.value = { link: null };
    });
  }
}
