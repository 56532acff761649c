/** What every page shows and does, whoever works here: signals over the NetworkClient. */
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals";
import type { PresenceMessage, PresentPerson, User } from "../../../shared/protocol.ts";
import type { Role } from "../../../shared/roles.ts";
import { attempt } from "../../network/attempt.ts";
import { LiveCatalogue } from "../../catalogue/live.ts";
import type { ClientState } from "../../network/client_state.ts";
import type { Failure } from "../../network/failure.ts";
import type { Stop } from "../../network/listeners.ts";
import { LiveList } from "../../network/live_list.ts";
import { fetchMarks, type Marks } from "./marks.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { type Entry, sendable } from "../../network/entry.ts";
import { Turns } from "./turns.ts";
import type { Work } from "./work.ts";

/** What makes a role's work: its code comes with its pages. */
export type WorkType<W extends Work = Work> = new (store: Store, userId: number) => W;

export class Store {
  /** The signed-in person's writes that wait to be sent. */
  readonly pending: ReadonlySignal<readonly Entry[]>;
  /** Tickets and other writes on this machine that wait for another person than the one signed in. */
  readonly left: ReadonlySignal<number>;
  /** Those that the server will not take: the person decides what becomes of them. */
  readonly problems: ReadonlySignal<readonly Entry[]>;
  readonly marks: LiveList<Marks>;
  readonly turns: Turns;
  /** Every role works with it: it is fetched beside the role's pages, not after them. */
  readonly products: LiveCatalogue;
  readonly #state;
  /** Null while the connection is lost. */
  readonly #presence = signal<PresenceMessage | null>(null);
  readonly #people = computed(() => this.#presence.value?.people ?? []);
  readonly #diskLow = computed(() => this.#presence.value?.disk_low === true);
  readonly #work = signal<Work | null>(null);
  readonly #missing = signal(false);
  readonly #waiting = signal<readonly Entry[]>([]);
  readonly #userId: ReadonlySignal<number | null>;
  #stops: Stop[] = [];

  /** `fetchWork` answers what a role does; it throws when that cannot be fetched. */
  constructor(readonly client: NetworkClient, readonly fetchWork: (role: Role) => Promise<WorkType>) {
    this.#state = signal(client.state);
    this.#userId = computed(() => this.#state.value.user?.id ?? null);
    this.marks = new LiveList(client, ["boutique", "equipe", "caisses"], () => fetchMarks(client, this.#userId.peek() ?? 0));
    this.turns = new Turns(client, () => this.marks.rows.value?.[0] ?? null);
    this.products = new LiveCatalogue(client);
    const own = computed(() => this.#waiting.value.filter((entry) => entry.user_id === this.#userId.value));
    const others = computed(() => this.#waiting.value.filter((entry) => entry.user_id !== this.#userId.value));
    this.left = computed(() => new Set(others.value.map(({ group, key }) => group ?? key)).size);
    this.pending = computed(() => sendable(own.value));
    this.problems = computed(() => own.value.filter(({ problem }) => problem !== undefined));
  }

  get state(): ReadonlySignal<ClientState> {
    return this.#state;
  }

  /** Who is connected, in the order in which they came; nobody while the connection is lost. */
  get people(): ReadonlySignal<readonly PresentPerson[]> {
    return this.#people;
  }

  /** The server's disk is nearly full: it takes payments and closings alone. */
  get diskLow(): ReadonlySignal<boolean> {
    return this.#diskLow;
  }

  /** The signed-in person's; null for nobody's, and while it is fetched. */
  get work(): ReadonlySignal<Work | null> {
    return this.#work;
  }

  /** It could not be fetched: the server is away, or has another version by now. */
  get missing(): ReadonlySignal<boolean> {
    return this.#missing;
  }

  start(): void {
    const { client } = this;
    this.#stops = [
      client.onState((state) => {
        this.#state.value = state;
        if (state.phase !== "ready" && this.#presence.peek() !== null) this.#presence.value = null;
      }),
      client.onPresence((message) => this.#presence.value = message),
      client.outbox.pending.add((entries) => this.#waiting.value = entries),
      effect(() => {
        const userId = this.#userId.value;
        untracked(() => this.#follow(userId === null ? null : this.#state.peek().user));
      }),
    ];
    client.outbox.refresh();
    this.turns.start(() => this.#work.value?.settling?.value === true || this.pending.value.length > 0);
    client.start();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.turns.stop();
    this.#end();
    this.client.close();
  }

  /** `zone`: where the shop stands; it is told to the server where that thinks otherwise. */
  setUp(account: { username: string; name: string; password: string }, zone: string): Promise<Failure | null> {
    const { client } = this;
    return attempt(async () => {
      const known = client.state.health?.time_zone;
      await client.setUp(account);
      if (zone !== known) await client.request("POST", "/api/boutique/fuseau", { fuseau: zone }, client.uuid.next());
    });
  }

  signIn(username: string, password: string): Promise<Failure | null> {
    return attempt(() => this.client.signIn(username, password));
  }

  /** Another tab of this machine has changed what both keep. */
  noticed(): void {
    this.client.outbox.noticed();
    this.#work.peek()?.noticed();
  }

  /** Another person sees another shop: what the last one saw goes away first. */
  async #follow(user: User | null): Promise<void> {
    this.#end();
    if (user === null) return;
    this.marks.start();
    this.products.start();
    let Type: WorkType;
    try {
      Type = await this.fetchWork(user.role);
    } catch {
      this.#missing.value = this.#userId.peek() === user.id;
      return;
    }
    if (this.#userId.peek() !== user.id || this.#work.peek() !== null) return;
    const work = new Type(this, user.id);
    work.start();
    this.#work.value = work;
    // Not before: what becomes of a write concerns the work that it belongs to.
    this.client.outbox.release();
  }

  #end(): void {
    this.client.outbox.hold();
    this.marks.stop();
    this.#work.peek()?.stop();
    this.products.stop();
    this.#work.value = null;
    this.#missing.value = false;
  }
}
