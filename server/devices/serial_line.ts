/**
 * A line to a device on a serial cable, through the file that the system makes for it. A service leads a session that has no
 * terminal, and the first one that such a process opens becomes its own unless it says O_NOCTTY, which Deno.open has no word for: the
 * plug that is pulled would hang it up, and the server end in good order.
 */
import { constants, open } from "node:fs/promises";
import { LIMITS } from "../../shared/limits.ts";
import type { Line } from "./line.ts";

/**
 * Bytes as they come, and nobody at the other end to wait for. `min 0 time 1`: a look that finds nothing ends after a tenth of a
 * second. One that went on would take the first byte of the next answer with it.
 */
const LOOKS = ["raw", "-echo", "clocal", "cread", "min", "0", "time", "1"];
/** As scales have it. What hangs on USB has no wire that could be set so, and may say so. */
const WIRE = ["9600", "cs7", "parenb", "-parodd", "-cstopb", "-crtscts"];
const CHUNK_BYTES = 64;

/** Rejects when there is no such file, or it is no serial line. */
export async function serialLine(path: string): Promise<Line> {
  if (!await set(path, LOOKS)) throw new Error("no serial line");
  await set(path, WIRE);
  const port = await open(path, constants.O_RDWR | constants.O_NOCTTY);
  const heard: number[] = [];
  const chunk = new Uint8Array(CHUNK_BYTES);
  let isCut = false;
  return {
    answers: true,
    get isCut() {
      return isCut;
    },
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) at += (await port.write(bytes.subarray(at))).bytesWritten;
    },
    read: async (wanted, ms) => {
      const until = performance.now() + ms;
      for (;;) {
        for (let byte = heard.shift(); byte !== undefined; byte = heard.shift()) if (wanted(byte)) return byte;
        if (performance.now() >= until) return null;
        // The end of the file is a look that found nothing.
        const count = await port.read(chunk, 0, chunk.length, null).then(({ bytesRead }) => bytesRead, () => undefined);
        if (count === undefined) {
          // Its plug was pulled.
          isCut = true;
          return null;
        }
        heard.push(...chunk.subarray(0, count));
      }
    },
    finish: () => Promise.resolve(!isCut),
    close: () => void port.close().catch(() => {}),
  };
}

/** One that has hung for too long is ended, and has set nothing. */
async function set(path: string, modes: readonly string[]): Promise<boolean> {
  const args = [Deno.build.os === "darwin" ? "-f" : "-F", path, ...modes];
  const signal = AbortSignal.timeout(LIMITS.scaleConnectMs);
  return (await new Deno.Command("stty", { args, signal, stdout: "null", stderr: "null" }).output()).success;
}
