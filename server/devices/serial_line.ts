/** A line to a device on a serial cable, through the file that the system makes for it. */
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
  const port = await Deno.open(path, { read: true, write: true });
  const heard: number[] = [];
  const chunk = new Uint8Array(CHUNK_BYTES);
  let isCut = false;
  return {
    answers: true,
    get isCut() {
      return isCut;
    },
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) at += await port.write(bytes.subarray(at));
    },
    read: async (wanted, ms) => {
      const until = performance.now() + ms;
      for (;;) {
        for (let byte = heard.shift(); byte !== undefined; byte = heard.shift()) if (wanted(byte)) return byte;
        if (performance.now() >= until) return null;
        // The end of the file is a look that found nothing.
        const count = await port.read(chunk).catch(() => undefined);
        if (count === undefined) {
          // Its plug was pulled.
          isCut = true;
          return null;
        }
        heard.push(...chunk.subarray(0, count ?? 0));
      }
    },
    close: () => port.close(),
  };
}

async function set(path: string, modes: readonly string[]): Promise<boolean> {
  const file = Deno.build.os === "darwin" ? "-f" : "-F";
  return (await new Deno.Command("stty", { args: [file, path, ...modes], stdout: "null", stderr: "null" }).output()).success;
}
