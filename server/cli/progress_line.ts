/** How far long work is, on one line of a terminal, which goes away when it is over; elsewhere nothing. */
import { LIMITS } from "../../shared/limits.ts";
import type { WorkUnderWay } from "../database/under_way.ts";

/** Of work that this process does itself: what it gives back hears of each step, and that all is done. */
export function progressOf(what: string, unit = "records"): (done: number, total: number) => void {
  if (!Deno.stderr.isTerminal()) return () => {};
  let shown = 0;
  return (done, total) => {
    if (done < total && performance.now() - shown < LIMITS.progressMs) return;
    shown = performance.now();
    write(done < total ? `  ${what}: ${done} of ${total} ${unit}` : "");
  };
}

/** Of work that is waited for: `works` is asked again and again, until that is over. */
export async function shown<T>(works: () => Promise<readonly WorkUnderWay[]>, waited: Promise<T>): Promise<T> {
  if (!Deno.stderr.isTerminal()) return await waited;
  let isOver = false;
  const look = async () => {
    // A server that does not answer now is no matter: what is waited for says how it ends.
    const told = await works().catch(() => []);
    if (!isOver) write(told.map(lineOf).join("; "));
  };
  const timer = setInterval(() => void look(), LIMITS.progressShownMs);
  try {
    return await waited;
  } finally {
    isOver = true;
    clearInterval(timer);
    write("");
  }
}

function lineOf({ work, step, done, total }: WorkUnderWay): string {
  if (total === null) return `  ${work}: ${step}${done === 0 ? "" : ` ${done}`}`;
  return `  ${work}: ${step} ${done} of ${total} (${Math.floor(100 * done / Math.max(1, total))} %)`;
}

/** In place of the line that stands there. */
function write(line: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${line}`));
}
