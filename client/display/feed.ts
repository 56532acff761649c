/** The screen's line to the server: gets a key where it may, listens with it, and comes back whenever the line was lost. */
import { signal } from "@preact/signals";
import { CLOSE } from "../../shared/protocol.ts";
import { Backoff, Pause } from "../network/pause.ts";
import type { Platform } from "../network/platform.ts";
import { UuidMaker } from "../network/uuid.ts";
import type { Shows } from "./shown.ts";
import type { ScreenStorage } from "./storage.ts";

/** Milliseconds without a word (heartbeats come every 15 s) after which a line is taken for dead. */
const SILENCE_MS = 40_000;
/** Milliseconds without a line after which what the server said no longer holds. */
const STALE_MS = 5_000;
/** Milliseconds between two looks at this browser, whether somebody is signed in at the till now. */
const LOOK_MS = 3_000;
/** Milliseconds at least between two questions for the till that is not theirs now. */
const CLOSED_MS = 30_000;

export class DisplayFeed {
  readonly shows = signal<Shows | null>(null);
  /** The same, kept while the server is away. */
  readonly last = signal<Shows | null>(null);
  readonly connected = signal(false);
  /** Nobody has said yet which till this screen belongs to. */
  readonly unpaired = signal(false);
  readonly personId = signal<number | null>(null);
  readonly #backoff: Backoff;
  readonly #pause: Pause;
  readonly #uuid: UuidMaker;

  /** The token that got no key, and from when on it may ask again once the till's page has changed something. */
  #refused: { readonly token: string; readonly until: number } | null = null;
  #stirred = false;
  #stale: ReturnType<typeof setTimeout> | undefined;

  /** `onBack` hears that the server is there again after it was away. */
  constructor(readonly till: string, readonly storage: ScreenStorage, readonly platform: Platform, readonly onBack: () => void) {
    this.#backoff = new Backoff(platform.random);
    this.#pause = new Pause(platform);
    this.#uuid = new UuidMaker(platform.wallClock, platform.randomBytes);
  }

  /** Never returns while the page lives. */
  async run(): Promise<never> {
    for (let lost = false;; lost = true) {
      // An answer that is cut in the middle is tried for again, as a line is that was lost.
      await this.#pause.wait(await this.#round(lost).catch(() => this.#backoff.next()));
    }
  }

  /** One attempt, as long as its line lasts. Resolves to the milliseconds until the next. */
  async #round(lost: boolean): Promise<number> {
    const kept = this.storage.keyOf(this.till) ?? await this.#besideTill();
    this.personId.value = kept?.personId ?? null;
    this.unpaired.value = kept === null;
    if (kept === null) return LOOK_MS;
    if (await this.#listen(kept.key, lost) === CLOSE.sessionEnded) {
      this.storage.forget(this.till);
      this.shows.value = null;
    }
    return this.#backoff.next();
  }

  /** Something has changed that may end a wait: the network is there, somebody signed in beside. */
  wake(): void {
    this.#pause.cutShort();
  }

  /** The till's page has changed something in this browser. */
  stir(): void {
    this.#stirred = true;
    this.wake();
  }

  /** Makes this screen the one that a code is for; answers its till. Throws the server's sentence, or an empty one where none came. */
  async pair(code: string, language: string): Promise<string> {
    const answer = await this.#post("/api/afficheurs", { code }, { "accept-language": language }).catch(() => null);
    const body = await answer?.json().catch(() => null) as { caisse: string; cle: string; detail?: string } | null | undefined;
    if (answer?.ok !== true || body === null || body === undefined) throw new Error(body?.detail ?? "");
    this.storage.keep(body.caisse, { key: body.cle, personId: null });
    this.wake();
    return body.caisse;
  }

  /** A key for the second window of a till that is open in this browser; null where none is. */
  async #besideTill() {
    const token = this.storage.tillToken;
    if (token === null || !this.#mayAsk(token)) return null;
    this.#stirred = false;
    const path = `/api/caisses/${encodeURIComponent(this.till)}/afficheur`;
    const answer = await this.#post(path, {}, { "authorization": `Bearer ${token}` }).catch(() => null);
    if (answer === null) return null;
    if (!answer.ok) {
      const { status } = answer;
      if (status === 401 || status === 403) this.#refused = { token, until: Infinity };
      if (status === 404 || status === 409) this.#refused = { token, until: performance.now() + CLOSED_MS };
      return null;
    }
    const { cle, personne_id } = await answer.json() as { cle: string; personne_id: number };
    const kept = { key: cle, personId: personne_id };
    this.storage.keep(this.till, kept);
    return kept;
  }

  /** Every question that is refused is written down, and each keeps its session alive: none is put twice for nothing. */
  #mayAsk(token: string): boolean {
    return this.#refused?.token !== token || (this.#stirred && performance.now() >= this.#refused.until);
  }

  #post(path: string, body: object, headers: Record<string, string>): Promise<Response> {
    return this.platform.fetch(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", "idempotency-key": this.#uuid.next(), ...headers },
    });
  }

  /** Resolves to the code with which the line ended. */
  #listen(key: string, lost: boolean): Promise<number> {
    const socket = this.platform.openSocket(`${this.platform.baseUrl.replace(/^http/, "ws")}/ws/afficheur`, key);
    let silence: ReturnType<typeof setTimeout>;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => socket.close(), SILENCE_MS);
    };
    listen();
    return new Promise((resolve) => {
      socket.onmessage = ({ data }) => {
        listen();
        const message = JSON.parse(data) as { type: string; shows?: Shows };
        if (message.type !== "display" || message.shows === undefined) return;
        this.shows.value = this.last.value = message.shows;
        this.storage.noteShop(this.till, message.shows.boutique);
        if (this.connected.peek()) return;
        this.connected.value = true;
        clearTimeout(this.#stale);
        this.#backoff.reset();
        if (lost) this.onBack();
      };
      socket.onclose = ({ code }) => {
        clearTimeout(silence);
        // An attempt that fails was not connected: it begins no delay anew.
        if (this.connected.peek()) this.#stale = setTimeout(() => this.shows.value = null, STALE_MS);
        this.connected.value = false;
        resolve(code);
      };
    });
  }
}
