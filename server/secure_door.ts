/** HTTPS beside HTTP, by a certificate of the shop's own authority: begun when there is one, and shown another in time. */
import { AppError } from "../shared/errors.ts";
import { LIMITS } from "../shared/limits.ts";
import type { Clock } from "./database/clock.ts";
import type { Listener } from "./http/listener.ts";
import type { Certificates, Trusted } from "./security/certificates.ts";
import type { KeptSwitch } from "./security/kept_switch.ts";
import { ToldOnce } from "./told_once.ts";

export interface SecureDoorOptions {
  readonly certificates: Certificates;
  /** Under which the server is opened, addresses with them; they change. */
  readonly names: () => readonly string[];
  /** The port it is to have. */
  readonly port: number;
}

export class SecureDoor {
  #timer: ReturnType<typeof setInterval> | null = null;
  /** Read from its file when it was made. */
  #authority: Trusted | null = null;
  #founding: Promise<Trusted> | null = null;
  readonly #trouble = new ToldOnce();
  #looking: Promise<void> | null = null;

  constructor(
    readonly options: SecureDoorOptions,
    readonly listener: Listener,
    readonly wanted: KeptSwitch,
    readonly clock: Pick<Clock, "now">,
  ) {
    if (listener.securePort !== null) this.#authority = options.certificates.authority;
  }

  /** null while only HTTP is spoken, or while the certificate was given by hand. */
  get port(): number | null {
    return this.listener.securePort;
  }

  get authority(): Trusted | null {
    return this.#authority;
  }

  /** Whether tills must come by it: nobody signs in over the network by HTTP. */
  get only(): boolean {
    return this.wanted.on && this.port !== null;
  }

  start(): void {
    void this.look();
    this.#timer = setInterval(() => void this.look(), LIMITS.certificateLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** The authority, made now where there is none, by which tills come in from now on; whoever asks meanwhile gets the same. */
  async open(): Promise<Trusted> {
    return this.#authority ?? await (this.#founding ??= this.found().finally(() => this.#founding = null));
  }

  /** Makes an authority, in the place of one that is there; `port_taken`, with nothing made, where tills could not come by it. */
  async found(): Promise<Trusted> {
    const { certificates, names, port } = this.options;
    if (this.port === null) this.#having(port, () => this.listener.requireFree(port));
    const pair = await certificates.found(names(), this.clock.now());
    if (this.port === null) this.#having(port, () => this.listener.openSecure(port, pair));
    else this.listener.certify(pair);
    return this.#authority = certificates.authority!;
  }

  /** Shows a new certificate; who is connected comes back. */
  async renew(): Promise<void> {
    const { certificates, names } = this.options;
    this.listener.certify(await certificates.renew(names(), this.clock.now()));
  }

  #having(port: number, open: () => void): void {
    try {
      open();
    } catch (error) {
      console.error(`HTTPS: port ${port} cannot be had: ${(error as Error).message}.`);
      throw new AppError("port_taken", { port });
    }
  }

  /** Shows another certificate where the present one does not cover what the server is opened under. */
  look(): Promise<void> {
    return this.#looking ??= this.#look().finally(() => this.#looking = null);
  }

  async #look(): Promise<void> {
    const { certificates, names } = this.options;
    if (this.port === null) return;
    try {
      if (!certificates.isDue(names(), this.clock.now())) return;
      await this.renew();
      console.log("HTTPS: a new certificate is shown, for the present addresses.");
    } catch (error) {
      this.#trouble.tell(`HTTPS: no new certificate could be made: ${(error as Error).message}.`);
    }
  }
}
