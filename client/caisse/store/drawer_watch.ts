/** A drawer that was left open: told before the next sale, and no longer than it stands open. */
import type { Caisse } from "./caisse.ts";

/** Milliseconds between two looks at one that stands open. */
const LOOK_MS = 1_500;

/** Begun where a sale ends. Without an answer nothing is told: the printer may be off, and sells on. */
export async function watchDrawer(caisse: Caisse): Promise<void> {
  const { client, till: { name, state }, notice } = caisse;
  const till = state.peek();
  if (name === null || till.kind !== "open" || !till.drawerTold) return;
  const isTold = () => notice.peek()?.kind === "drawer";
  const look = async () => {
    const path = `/api/caisses/${encodeURIComponent(name)}/tiroir`;
    const { ouvert } = await client.request("GET", path).catch(() => ({ ouvert: null })) as { readonly ouvert: boolean | null };
    return ouvert === true;
  };
  if (isTold() || !await look()) return;
  // What went wrong meanwhile is told first.
  if (notice.peek() !== null) return;
  notice.value = { kind: "drawer" };
  const again = async () => {
    if (!isTold()) return;
    if (await look()) client.platform.after(LOOK_MS, again);
    else if (isTold()) notice.value = null;
  };
  client.platform.after(LOOK_MS, again);
}
