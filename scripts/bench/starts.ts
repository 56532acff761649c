/**
 * How soon executables answer after they are started, by turns: the first start of all, in a folder with nothing in it; the same once
 * the runtime has kept what it compiled; and in a folder that has a shop.
 */
import { join, resolve } from "node:path";
import { median, processMs, table } from "./figures.ts";

/** In the order in which each is started in a round. */
const KINDS = ["first of all", "new folder", "folder with a shop"] as const;
type Kind = typeof KINDS[number];

interface Taken {
  /** Milliseconds until the first answer of `/api/health`. */
  readonly ms: number;
  /** Of all threads, milliseconds of processor until then. */
  readonly workMs: number;
}

export async function measureStarts(executables: readonly string[], rounds: number): Promise<string> {
  const taken = new Map(executables.map((path) => [path, new Map(KINDS.map((kind) => [kind, [] as Taken[]]))]));
  for (let round = 0; round < rounds; round++) {
    // Whoever is measured first has the quieter machine: they take turns.
    for (const path of round % 2 === 0 ? executables : executables.toReversed()) await startEach(path, taken.get(path)!);
  }
  const rows = KINDS.flatMap((kind) =>
    executables.map((path) => {
      const all = taken.get(path)!.get(kind)!;
      const base = taken.get(executables[0]!)!.get(kind)!;
      const of = (what: keyof Taken) => median(all.map((one) => one[what])).toFixed(0);
      const ratio = median(all.map(({ ms }, at) => ms / base[at]!.ms)).toFixed(2);
      return [kind, path, `${of("ms")} ms`, `${of("workMs")} ms`, `${ratio} ×`];
    })
  );
  const head = ["", "executable", "until then", "of processors", "to the first one"];
  return `\nStarts to the first answer, medians of ${rounds} rounds by turns:\n\n${table(head, rows)}`;
}

async function startEach(path: string, taken: ReadonlyMap<Kind, Taken[]>): Promise<void> {
  const root = await Deno.makeTempDir({ prefix: "comptoir-starts-" });
  const temporary = join(root, "tmp");
  await Deno.mkdir(temporary);
  try {
    taken.get("first of all")!.push(await start(path, join(root, "one"), temporary));
    taken.get("new folder")!.push(await start(path, join(root, "two"), temporary));
    taken.get("folder with a shop")!.push(await start(path, join(root, "two"), temporary));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** What the runtime keeps of a program between two starts lies in `temporary`. */
async function start(path: string, data: string, temporary: string): Promise<Taken> {
  const port = freePort();
  const args = ["--data", data, "--port", String(port), "--no-open", "--no-mdns"];
  const begun = performance.now();
  const process = new Deno.Command(resolve(path), {
    args,
    env: { TMPDIR: temporary },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await answered(port);
    return { ms: performance.now() - begun, workMs: processMs(process.pid) };
  } finally {
    process.kill("SIGTERM");
    await process.status;
  }
}

/** The port is had long before anything is answered there: once it takes a connection, one question is asked and waited for. */
async function answered(port: number): Promise<void> {
  for (;;) {
    try {
      using connection = await Deno.connect({ port });
      await connection.write(
        new TextEncoder().encode("GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
      );
      const head = new Uint8Array(15);
      const length = await connection.read(head);
      const said = new TextDecoder().decode(head.subarray(0, length ?? 0));
      if (said !== "HTTP/1.1 200 OK") throw new Error(`it answered '${said}'`);
      return;
    } catch (error) {
      if (!(error instanceof Deno.errors.ConnectionRefused)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
