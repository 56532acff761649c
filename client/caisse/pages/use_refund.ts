/** What of the ticket that was found comes back, by which means and why, as it is put together until it is asked for. */
import { useSignal } from "@preact/signals";
import { refundCents, type RefundMode } from "../../../shared/tender.ts";
import { askRefund, cardPart, type WantedRefund, wantedRefund } from "../store/giving_back.ts";
import { firstMeans } from "../store/paid_ticket.ts";
import type { CaisseWork } from "../store/work.ts";

/** `held`: nothing can be asked for now. Quantities are in thousandths, by the ids of lines; amounts in cents. */
export function useRefund({ caisse }: CaisseWork, held: boolean) {
  const quantities = useSignal<ReadonlyMap<string, number>>(new Map());
  const mode = useSignal<RefundMode>("especes");
  const reason = useSignal("");
  const missing = useSignal(false);
  /** The owner's. */
  const code = useSignal("");
  /** What is written once the card has its money. */
  const crediting = useSignal<WantedRefund | null>(null);
  const lines = caisse.refunds.found.value?.lines ?? [];
  const total = lines.reduce((sum, line) => {
    const quantity = quantities.value.get(line.id) ?? 0;
    return quantity === 0 ? sum : sum + refundCents(line, quantity);
  }, 0);

  /** Nothing is chosen yet of the ticket that is there now. */
  const begin = () => {
    quantities.value = new Map();
    mode.value = firstMeans(caisse.refunds.found.peek()) ?? "especes";
    reason.value = "";
    missing.value = false;
    code.value = "";
  };
  const choose = (id: string, quantity: number) => {
    const next = new Map(quantities.value);
    if (quantity > 0) next.set(id, quantity);
    else next.delete(id);
    quantities.value = next;
  };
  const chooseAll = (wanted: boolean) => {
    const left = lines.filter((line) => line.left > 0);
    quantities.value = new Map(wanted ? left.map((line) => [line.id, line.left]) : []);
  };
  const ask = () => {
    if (held || quantities.value.size === 0) return;
    missing.value = reason.value.trim() === "";
    if (missing.value) return;
    const wanted = wantedRefund(
      ...[caisse.refunds, quantities.value, mode.value, reason.value.trim(), code.value.trim() || null] as const,
    );
    if (wanted === null) return;
    caisse.problem.value = null;
    if (caisse.till.terminal && cardPart(wanted) > 0) crediting.value = wanted;
    else askRefund(caisse.refunds, wanted);
  };
  return { quantities, mode, reason, missing, code, crediting, total, begin, choose, chooseAll, ask };
}
