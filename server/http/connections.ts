/**
 * The connections of the port, looked at twice a second: no address holds too many, none says nothing for long, and no
 * WebSocket gathers a frame that it never ends. The runtime tells of a connection only when a request has come
 * whole; the system tells of all. Where it cannot be asked (see `libc.ts`), what remains is the port's new beginning
 * under pressure.
 */
import { LIMITS } from "../../shared/limits.ts";
import type { Connection, Libc } from "./libc.ts";

/** Who asks, or listens, at the other end. */
type Peer = Pick<Deno.NetAddr, "hostname" | "port">;

/** An open WebSocket: how often it was heard, and what had come from it when that was last found to have grown. */
interface Ear {
  heard: number;
  heardThen: number;
  bytesThen: number;
}

export interface ConnectionBounds {
  readonly connections: number;
  readonly connectionsPerAddress: number;
  readonly connectionQuietMs: number;
}

export class Connections {
  readonly #underWay = new Set<Peer>();
  readonly #ears = new Map<string, Ear>();
  readonly #timer: ReturnType<typeof setInterval>;
  /** Those open at the last look; null where that is not known. */
  open: number | null = null;
  /** Those that were ended here. */
  ended = 0;

  /** `isProxy` says of an address whether many may hide behind it. */
  constructor(
    readonly libc: Libc | null,
    readonly ports: () => readonly number[],
    readonly isProxy: (address: string) => boolean,
    readonly bounds: ConnectionBounds = LIMITS,
  ) {
    this.#timer = setInterval(() => this.#look(), LIMITS.connectionLookMs);
    Deno.unrefTimer(this.#timer as unknown as number);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** A request came whole: until `answered`, its connection may be quiet. */
  asked(peer: Peer): void {
    this.#underWay.add(peer);
  }

  answered(peer: Peer): void {
    this.#underWay.delete(peer);
  }

  /** It has become a WebSocket. */
  listens({ hostname, port }: Peer, socket: WebSocket): void {
    const ear = { heard: 0, heardThen: -1, bytesThen: 0 };
    const name = nameOf(hostname, port);
    this.#ears.set(name, ear);
    socket.addEventListener("message", () => ear.heard += 1);
    // Somebody else may come by that port next.
    socket.addEventListener("close", () => this.#ears.delete(name));
  }

  #look(): void {
    if (this.libc === null) return;
    const before = this.ended;
    const found = this.libc.connections(this.ports());
    const byName = new Map(found.map((connection) => [nameOf(connection.peer.address, connection.peer.port), connection]));
    for (const [name, ear] of this.#ears) this.#listen(name, ear, byName.get(name));
    for (const { hostname, port } of this.#underWay) byName.delete(nameOf(hostname, port));
    const waiting = [...byName.values()];
    for (const connection of waiting) if (connection.quietMs > this.bounds.connectionQuietMs) this.#end(connection);
    this.#share(found, new Set(waiting));
    this.open = found.length - (this.ended - before);
  }

  /** A frame that has come whole is heard: of one that has not, only so much may have come. */
  #listen(name: string, ear: Ear, connection: Connection | undefined): void {
    if (connection === undefined) return void this.#ears.delete(name);
    if (ear.heard !== ear.heardThen) {
      ear.heardThen = ear.heard;
      ear.bytesThen = connection.bytesReceived;
    } else if (connection.bytesReceived - ear.bytesThen > LIMITS.unheardBytes) this.#end(connection);
  }

  /** Of each address with too many, those that have been quiet the longest and wait for nothing are ended. */
  #share(all: readonly Connection[], waiting: ReadonlySet<Connection>): void {
    const byAddress = Map.groupBy(all, ({ peer }) => peer.address);
    const most = fairShare([...byAddress.values()].map(({ length }) => length), this.bounds.connectionsPerAddress, this.#room());
    for (const [address, theirs] of byAddress) {
      if (theirs.length <= most || this.isProxy(address)) continue;
      const quiet = theirs.filter((connection) => waiting.has(connection)).sort((a, b) => b.quietMs - a.quietMs);
      for (const connection of quiet.slice(0, theirs.length - most)) this.#end(connection);
    }
  }

  #room(): number {
    return Math.min(this.bounds.connections, this.libc!.mostDescriptors * LIMITS.connectionShare);
  }

  #end(connection: Connection): void {
    if (this.libc!.end(connection)) this.ended += 1;
  }
}

/** An IPv4 address that came by an IPv6 socket is the same address. */
function nameOf(address: string, port: number): string {
  return `${address.replace(/^::ffff:(?=[\d.]+$)/, "")} ${port}`;
}

/** How many each may have, so that all together have no more than there is room for. */
function fairShare(counts: readonly number[], most: number, room: number): number {
  let share = most;
  const all = () => counts.reduce((sum, count) => sum + Math.min(count, share), 0);
  while (share > 1 && all() > room) share = Math.floor(share / 2);
  return share;
}
