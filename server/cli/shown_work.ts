/** Says on a terminal how far the long work is that a command waits for, on one line that goes away when it is over; elsewhere nothing. */
import { LIMITS } from "../../shared/limits.ts";
import type { WorkUnderWay } from "../database/under_way.ts";

export async function shown<T>(works: () => Promise<readonly WorkUnderWay[]>, waited: Promise<T>): Promise<T> {
  if (!Deno.stderr.isTerminal()) return await waited;
  const write = (line: string) => Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[K${line}`));
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
