/** What a cashier does at the drawer besides sales, and at a colleague's: asked for through the drawer, fetched with its screens. */
import { type Count, type Drawer, openTill, pathOf } from "./drawer.ts";

export const MOVE_KINDS = ["banque", "fournisseur", "monnaie", "autre"] as const;
export type MoveKind = typeof MOVE_KINDS[number];

interface WantedMove {
  readonly kind: MoveKind;
  /** Out of the drawer. */
  readonly out: boolean;
  readonly cents: number;
  readonly reason: string;
  /** The owner's; empty where none was asked for. */
  readonly code: string;
}

export function moveCash({ till, ask }: Drawer, { kind, out, cents, reason, code }: WantedMove): void {
  if (till.name === null) return;
  const body = { genre: kind, sens: out ? "sortie" : "entree", montant: cents, motif: reason };
  ask("mouvement", pathOf(till.name, "mouvement"), { ...body, ...(code === "" ? {} : { accord: code }) }, cents);
}

/** Throws a Failure. */
export async function openWithoutSale(drawer: Drawer, reason: string): Promise<void> {
  const { till } = drawer;
  if (till.name === null) return;
  const answer = await till.client.request("POST", pathOf(till.name, "tiroir"), { motif: reason }, till.client.uuid.next());
  drawer.noteMove(answer as { id: number; montant: number });
}

/** Ends a colleague's session by this count and begins one's own. */
export function takeOver({ till, ask }: Drawer, name: string, count: Count): void {
  const cle = till.device.keyFor(name);
  ask("relever", pathOf(name, "relever"), { comptage: counts(count), ...(cle === null ? {} : { cle }) });
}

/** Opens a till with a float that was counted piece by piece. */
export function openCounted(drawer: Drawer, name: string, count: Count): void {
  openTill(drawer, name, { comptage: counts(count) });
}

export function closeTill({ till, ask }: Drawer, count: Count, reason: string): void {
  if (till.name === null) return;
  const body = { comptage: counts(count), ...(reason.trim() === "" ? {} : { motif: reason.trim() }) };
  ask("fermer", pathOf(till.name, "fermer"), body);
}

/** Those of which there is one. */
function counts(count: Count): Count {
  return Object.fromEntries(Object.entries(count).filter(([, pieces]) => pieces > 0));
}
