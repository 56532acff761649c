/** What the writer notes of its own accord when the PC's clock was put back. */
import type { JsonValue } from "../../../shared/protocol.ts";
import { SERVER } from "../actors.ts";
import type { Command } from "../application.ts";
import type { WriteJob } from "../jobs.ts";

export const CLOCK_PUT_BACK = "engine.clock_put_back";
/** Says so, whatever else the writer can do: `before` is the last time in the journal, `now` what the clock says. */
export const clockPutBack: Command = (tx, input) => {
  tx.event("clock_put_back", input as Record<string, JsonValue>);
  return null;
};

export function clockStep(before: string, now: string): WriteJob {
  const work = { kind: "command", name: CLOCK_PUT_BACK, input: { before, now } } as const;
  return { actor: SERVER, work, idempotency: null };
}
