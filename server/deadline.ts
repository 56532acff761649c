/** Waiting for something, but no longer than that. */

/** Resolves when the work has ended, well or badly, or after these milliseconds. */
export async function withDeadline(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => timer = setTimeout(resolve, ms));
  await Promise.race([work.catch(() => {}), over]);
  clearTimeout(timer);
}
