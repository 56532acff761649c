/** Load from wrk: a program that is not JavaScript, so that it takes little of the machine it measures. */

export interface Load {
  readonly token?: string;
  /** A JSON body to post; `{uuid}` in it becomes a new UUIDv7 for each request, `{uuid1}` to `{uuid99}` others. */
  readonly body?: unknown;
}

export interface Measured {
  readonly perSecond: number;
  readonly p99Ms: number;
  /** Answers that came. */
  readonly answers: number;
  /** Answers that were no 2xx. */
  readonly failed: number;
}

export function wrkMissing(): string | null {
  try {
    new Deno.Command("wrk", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
    return null;
  } catch {
    return "The benchmark needs wrk (Debian: apt-get install wrk).";
  }
}

export async function wrk(url: string, connections: number, seconds: number, load: Load): Promise<Measured> {
  const script = Deno.makeTempFileSync({ suffix: ".lua" });
  try {
    Deno.writeTextFileSync(script, scriptOf(load));
    const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-s", script, url];
    const { stdout } = await new Deno.Command("wrk", { args }).output();
    const text = new TextDecoder().decode(stdout);
    const latency = /99%\s+([\d.]+)(us|ms|s)/.exec(text);
    const unit = { us: 1e-3, ms: 1, s: 1e3 }[latency?.[2] ?? "ms"]!;
    return {
      perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]),
      p99Ms: Number(latency?.[1]) * unit,
      answers: Number(/(\d+) requests in/.exec(text)?.[1]),
      failed: Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0),
    };
  } finally {
    Deno.removeSync(script);
  }
}

/** wrk is told what to send in a few lines of its own language; there is no other way to post with it. */
function scriptOf({ token, body }: Load): string {
  if (body === undefined) return token === undefined ? "" : `wrk.headers["Authorization"] = "Bearer ${token}"`;
  const time = Date.now().toString(16).padStart(12, "0");
  const text = JSON.stringify(body).split(/\{uuid(\d{0,2})\}/).map((part, at) =>
    at % 2 === 0
      ? `[=[${part}]=]`
      : `string.format("${time.slice(0, 8)}-${time.slice(8)}-7000-8${part.padStart(3, "0")}-%012x", n)`
  ).join(" .. ");
  return `
    wrk.method = "POST"
    wrk.headers["Authorization"] = "Bearer ${token ?? ""}"
    wrk.headers["Content-Type"] = "application/json"
    local n = 0
    request = function() n = n + 1; return wrk.format(nil, nil, nil, ${text}) end`;
}
