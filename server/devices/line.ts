/** A line to a device: bytes out, bytes back, and an end. Over TCP, or through a file that the system makes for a cable. */
import { LIMITS } from "../../shared/limits.ts";
import { connect } from "node:net";
import type { DeviceAddress } from "./address.ts";

export interface Line {
  /** Whether the device can say anything back. */
  readonly answers: boolean;
  /** The device has ended it, or it broke. */
  readonly isCut: boolean;
  /** Resolves when the system has taken it, which is not yet paper. Rejects when the line is cut. */
  write(bytes: Uint8Array): Promise<void>;
  /** The next byte that is `wanted`, others are dropped; null when none comes in time or the line is cut. */
  read(wanted: (byte: number) => boolean, ms: number): Promise<number | null>;
  /**
   * Says that no more comes, and waits until the device has ended its side too. False when the line broke instead, or the device had
   * ended it before: not all of it came. A device that leaves its side open for `ms` is believed.
   */
  finish(ms: number): Promise<boolean>;
  /** In good order: what was written goes out first. */
  close(): void;
}

/** Rejects when nobody is there, within `ms`. */
export function openLine(address: DeviceAddress, ms: number): Promise<Line> {
  return address.kind === "tcp" ? tcpLine(address.host, address.port, ms) : fileLine(address.path);
}

function tcpLine(host: string, port: number, ms: number): Promise<Line> {
  const socket = connect({ host, port });
  socket.setNoDelay(true);
  const heard: number[] = [];
  let isCut = false;
  let isBroken = false;
  let listen = () => {};
  socket.on("data", (bytes: Uint8Array) => {
    heard.push(...bytes);
    listen();
  });
  const cut = () => {
    isCut = true;
    listen();
  };
  // Whoever writes or reads hears of it.
  socket.on("error", () => {
    isBroken = true;
    cut();
  });
  socket.on("end", cut);
  socket.on("close", cut);
  const closed = new Promise<never>((_, reject) => socket.once("close", () => reject(new Error("the line is closed"))));
  closed.catch(() => {});
  const line: Line = {
    answers: true,
    get isCut() {
      return isCut;
    },
    // A peer that is gone may leave a write without an answer of its own.
    write: (bytes) =>
      Promise.race([
        closed,
        new Promise<void>((resolve, reject) => {
          if (isCut) reject(new Error("the line is cut"));
          else socket.write(bytes, (error) => error ? reject(error) : resolve());
        }),
      ]),
    read: (wanted, ms) =>
      new Promise((resolve) => {
        const done = (byte: number | null) => {
          clearTimeout(timer);
          listen = () => {};
          resolve(byte);
        };
        const timer = setTimeout(() => done(null), ms);
        listen = () => {
          for (let byte = heard.shift(); byte !== undefined; byte = heard.shift()) if (wanted(byte)) return done(byte);
          if (isCut) done(null);
        };
        listen();
      }),
    finish: async (ms) => {
      // One that hung up before this side did has not heard all of it, and what was sent to it since comes back as a reset.
      const isOver = await Promise.race([
        closed.catch(() => true),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(isCut), LIMITS.printerHungUpMs)),
      ]);
      if (isOver) return false;
      return await new Promise((resolve) => {
        const timer = setTimeout(() => resolve(!isBroken), ms);
        closed.catch(() => {
          clearTimeout(timer);
          resolve(!isBroken);
        });
        socket.end();
      });
    },
    close: () => {
      socket.end();
      // One that holds its end open holds nobody up.
      setTimeout(() => socket.destroy(), ms).unref();
    },
  };
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error("nobody answers"));
    }, ms);
    socket.once("connect", () => {
      clearTimeout(timer);
      resolve(line);
    });
    closed.catch((error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

async function fileLine(path: string): Promise<Line> {
  const file = await Deno.open(path, { write: true });
  return {
    answers: false,
    isCut: false,
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
    },
    read: () => Promise.resolve(null),
    finish: () => Promise.resolve(true),
    close: () => {
      try {
        file.close();
      } catch { /* A printer that hangs still has it: the system ends that. */ }
    },
  };
}
