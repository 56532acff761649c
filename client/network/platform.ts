/** What a NetworkClient needs from where it runs: a browser, a test or a benchmark. */
import { BEARER_PROTOCOL_PREFIX, SUBPROTOCOL } from "../../shared/protocol.ts";

/** The part of `localStorage` that is used. Its methods may throw: storage can be full or forbidden. */
export type KeyValueStore = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

export interface Platform {
  /** `http://host:port`, without a slash at the end. */
  readonly baseUrl: string;
  readonly storage: KeyValueStore;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Opens the socket in the caller's name. Browsers cannot send a header: the token goes as a subprotocol. */
  readonly openSocket: (url: string, token: string) => WebSocket;
  /** Runs something once after so many milliseconds, unless it is stopped before. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Milliseconds that never go back, from any origin. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly wallClock: () => number;
  /** From 0 to just below 1, for spreading retries. */
  readonly random: () => number;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** The platform of the present runtime, with some of its parts replaced. */
export function platformFor(parts: Partial<Platform> & Pick<Platform, "baseUrl" | "storage">): Platform {
  return {
    fetch: (url, init) => fetch(url, init),
    openSocket: (url, token) => new WebSocket(url, [SUBPROTOCOL, `${BEARER_PROTOCOL_PREFIX}${token}`]),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
    wallClock: () => Date.now(),
    random: () => Math.random(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    ...parts,
  };
}
