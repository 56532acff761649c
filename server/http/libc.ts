/**
 * What the C library knows of this process and the runtime has no words for: the other end of a connection before it
 * has asked anything, since when it is silent, and how it is ended; and which memory may go back to the system. Linux
 * alone, and only with the permission to open the library, which is given up at once: what these functions do is all
 * that is ever done with it.
 */
import { type Pages, programPages } from "./program_pages.ts";

const LIBRARY = "libc.so.6";
const FUNCTIONS = {
  open: { parameters: ["buffer", "i32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  close: { parameters: ["i32"], result: "i32" },
  lseek: { parameters: ["i32", "i64", "i32"], result: "i64" },
  getdents64: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  getrlimit: { parameters: ["i32", "buffer"], result: "i32" },
  getsockname: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getpeername: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  getsockopt: { parameters: ["i32", "i32", "i32", "buffer", "buffer"], result: "i32" },
  shutdown: { parameters: ["i32", "i32"], result: "i32" },
  mallopt: { parameters: ["i32", "i32"], result: "i32" },
  // Where much is free it takes a tenth of a second: beside the thread that answers everybody.
  malloc_trim: { parameters: ["usize"], result: "i32", nonblocking: true },
  madvise: { parameters: ["u64", "usize", "i32"], result: "i32", nonblocking: true },
} as const;

const O_CLOEXEC = 0o2000000;
const RLIMIT_NOFILE = 7;
const AF_INET = 2;
const AF_INET6 = 10;
const TCP = 6;
const TCP_INFO = 11;
const SHUT_RDWR = 2;
/** States of a connection whose other end may still speak, or wait: anything else is being ended already. */
const ESTABLISHED = 1;
const CLOSE_WAIT = 8;
/** Where `struct tcp_info` holds what is read of it. */
const AT = { state: 0, sentMs: 44, receivedMs: 52, bytesReceived: 128, end: 136 } as const;
const MADV_DONTNEED = 4;
const M_TRIM_THRESHOLD = -1;
const M_MMAP_THRESHOLD = -3;
const M_ARENA_MAX = -8;
/** The library gives nearly every thread a store of free memory of its own, of which most lies idle: those that begin from now on share. */
const ARENAS = 2;

/** One end of a connection. */
export interface End {
  readonly address: string;
  readonly port: number;
}

export interface Connection {
  readonly descriptor: number;
  readonly peer: End;
  /** Milliseconds since a byte went either way. */
  readonly quietMs: number;
  readonly bytesReceived: number;
}

export class Libc {
  readonly #c: Deno.DynamicLibrary<typeof FUNCTIONS>["symbols"];
  /** The folder of our own descriptors: held open, for there may be none left when it is needed. */
  readonly #folder: number;
  /** Where the program's own file is mapped. */
  readonly #program: readonly Pages[];
  readonly #entries = new Uint8Array(64 * 1024);
  readonly #end = new Uint8Array(28);
  readonly #info = new Uint8Array(256);
  readonly #length = new Uint32Array(1);

  private constructor(library: Deno.DynamicLibrary<typeof FUNCTIONS>) {
    this.#c = library.symbols;
    this.#folder = this.#opened("/proc/self/fd");
    if (this.#folder < 0) throw new Error("the system does not tell of descriptors");
    this.#program = programPages(this.#textOf("/proc/self/maps"), Deno.execPath());
  }

  /** null where there is none, or no permission. */
  static open(): Libc | null {
    if (Deno.build.os !== "linux") return null;
    try {
      return new Libc(Deno.dlopen(LIBRARY, FUNCTIONS));
    } catch {
      return null;
    }
  }

  /** Large pieces of memory go back to the system when they are free, small ones are no reserve, and threads share what is free. */
  keepLess(bytes: number): void {
    this.#c.mallopt(M_ARENA_MAX, ARENAS);
    this.#c.mallopt(M_MMAP_THRESHOLD, bytes);
    this.#c.mallopt(M_TRIM_THRESHOLD, bytes);
  }

  /**
   * Gives back to the system what is free inside, and the program's pages: a start reads most of its file and the work that
   * follows half of that. Those that are used come again at once, from the system's memory. Resolves when that is done.
   */
  async giveBack(): Promise<void> {
    await this.#c.malloc_trim(0n);
    for (const { address, bytes } of this.#program) await this.#c.madvise(address, bytes, MADV_DONTNEED);
  }

  /** How many descriptors there may be. */
  get mostDescriptors(): number {
    const limits = new BigUint64Array(2);
    return this.#c.getrlimit(RLIMIT_NOFILE, limits) === 0 ? Number(limits[0]) : Infinity;
  }

  /** Those that are open. */
  descriptors(): number[] {
    const found: number[] = [];
    const view = new DataView(this.#entries.buffer);
    this.#c.lseek(this.#folder, 0n, 0);
    for (;;) {
      const bytes = Number(this.#c.getdents64(this.#folder, this.#entries, BigInt(this.#entries.length)));
      if (bytes <= 0) return found;
      for (let at = 0; at < bytes; at += view.getUint16(at + 16, true)) {
        const number = digits(this.#entries, at + 19);
        if (number !== null) found.push(number);
      }
    }
  }

  /** The connections that came in on ports of ours. */
  connections(ports: readonly number[]): Connection[] {
    const view = new DataView(this.#info.buffer);
    return this.descriptors().flatMap((descriptor) => {
      const own = this.#endOf("getsockname", descriptor);
      if (own === null || !ports.includes(own.port)) return [];
      const peer = this.#endOf("getpeername", descriptor);
      if (peer === null) return [];
      this.#length[0] = this.#info.length;
      const told = this.#c.getsockopt(descriptor, TCP, TCP_INFO, this.#info, this.#length) === 0;
      const state = this.#info[AT.state];
      if (!told || this.#length[0]! < AT.end || (state !== ESTABLISHED && state !== CLOSE_WAIT)) return [];
      const quietMs = Math.min(view.getUint32(AT.sentMs, true), view.getUint32(AT.receivedMs, true));
      return [{ descriptor, peer, quietMs, bytesReceived: Number(view.getBigUint64(AT.bytesReceived, true)) }];
    });
  }

  /**
   * Ends a connection, in both directions; its descriptor stays the runtime's, which finds a peer that has left. The
   * runtime opens and closes those of its port on this thread alone, so nobody else has got the number meanwhile.
   */
  end({ descriptor, peer }: Connection): boolean {
    const now = this.#endOf("getpeername", descriptor);
    if (now?.port !== peer.port || now.address !== peer.address) return false;
    return this.#c.shutdown(descriptor, SHUT_RDWR) === 0;
  }

  #opened(path: string): number {
    return this.#c.open(new TextEncoder().encode(`${path}\0`), O_CLOEXEC);
  }

  /** What a file of the system's says, which the runtime lets nobody read who may not do everything; empty where there is none. */
  #textOf(path: string): string {
    const file = this.#opened(path);
    const text = new TextDecoder();
    let read = "";
    for (;;) {
      const bytes = Number(this.#c.read(file, this.#entries, BigInt(this.#entries.length)));
      if (bytes <= 0) break;
      read += text.decode(this.#entries.subarray(0, bytes), { stream: true });
    }
    this.#c.close(file);
    return read;
  }

  #endOf(which: "getsockname" | "getpeername", descriptor: number): End | null {
    this.#length[0] = this.#end.length;
    if (this.#c[which](descriptor, this.#end, this.#length) !== 0) return null;
    const end = this.#end;
    const family = end[0]! | end[1]! << 8;
    const port = end[2]! << 8 | end[3]!;
    if (family === AF_INET) return { address: end.subarray(4, 8).join("."), port };
    return family === AF_INET6 ? { address: inGroups(end.subarray(8, 24)), port } : null;
  }
}

/** The number that a name stands for; null for `.` and `..`. */
function digits(bytes: Uint8Array, from: number): number | null {
  let number = 0;
  for (let at = from; bytes[at] !== 0; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return null;
    number = 10 * number + digit;
  }
  return number;
}

/** An IPv6 address as URLs write it; one that is IPv4 inside, as IPv4. */
function inGroups(bytes: Uint8Array): string {
  const mapped = bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return bytes.subarray(12).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => (bytes[2 * at]! << 8 | bytes[2 * at + 1]!).toString(16));
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
