/**
 * What makes this device a till: a key of its own, made here and kept here; the server keeps only its
 * hash. Random bytes and no more, for plain http on a LAN has nothing else of Web Crypto.
 */
import { Failure } from "./failure.ts";
import type { Platform } from "./platform.ts";
import { Shelf } from "./shelf.ts";

const NAME = "device";
const KEY_BYTES = 32;

interface Stored {
  /** Base64url without padding. */
  readonly key: string;
  /** Names of the tills that the server has bound to it. */
  readonly tills: readonly string[];
}

/** What the server is shown of a device: a till, and the key that only its device has. */
export interface Binding {
  readonly caisse: string;
  readonly cle: string;
}

export class Device {
  readonly #shelf: Shelf<Stored>;

  constructor(readonly platform: Pick<Platform, "storage" | "randomBytes">) {
    this.#shelf = new Shelf(platform.storage, "comptoir.");
  }

  /** The key that opens this till; null when the till is not bound to this device. */
  keyFor(till: string): string | null {
    const stored = this.#shelf.read(NAME);
    return stored?.tills.includes(till) === true ? stored.key : null;
  }

  /** The key to enrol with, stored before it is sent. Throws `no_storage` when this browser keeps nothing. */
  key(): string {
    const stored = this.#shelf.read(NAME) ?? { key: base64url(this.platform.randomBytes(KEY_BYTES)), tills: [] };
    this.#write(stored);
    // A storage that lives with the page would lose the till with it.
    if (this.#shelf.read(NAME)?.key !== stored.key) throw new Failure("no_storage");
    return stored.key;
  }

  /** The server has bound a till to the key. */
  bound(till: string): void {
    const { key, tills } = this.#shelf.read(NAME) ?? { key: this.key(), tills: [] };
    this.#write({ key, tills: [...tills.filter((name) => name !== till), till] });
  }

  /** The tills that this device is, each with the key that shows it. */
  bindings(): readonly Binding[] {
    const stored = this.#shelf.read(NAME);
    return stored === null ? [] : stored.tills.map((caisse) => ({ caisse, cle: stored.key }));
  }

  /** The server does not know the key for this till any more. */
  unbound(till: string): void {
    const stored = this.#shelf.read(NAME);
    if (stored !== null) this.#write({ ...stored, tills: stored.tills.filter((name) => name !== till) });
  }

  #write(stored: Stored): void {
    if (!this.#shelf.put(NAME, stored)) throw new Failure("no_storage");
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
