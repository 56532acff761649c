/** What a device said is said once: whoever keeps it is asked again until it has it, or nobody waits for that any more. */

/** Resolves when it is kept, or once `goesOn` answers false; `failed` hears of each try that was not the last. */
export async function untilKept(
  keep: () => Promise<unknown>,
  { pauseMs, goesOn, failed }: {
    readonly pauseMs: number;
    readonly goesOn: () => boolean;
    readonly failed: (error: unknown) => void;
  },
): Promise<void> {
  for (;;) {
    try {
      await keep();
      return;
    } catch (error) {
      if (!goesOn()) return;
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
