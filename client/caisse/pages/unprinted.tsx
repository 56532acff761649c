/** What the till's printer did not print: sent again, or said to be out. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { attempt } from "../../network/attempt.ts";
import { useSubmission } from "../../components/submission.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { PrintStatus } from "../components/print_status.tsx";
import { fetchTillPrints, isUnderWay, layAside, sendAgain, type TillPrint } from "../store/till_printer.ts";
import type { AsideMessages } from "../words/aside.ts";

export function Unprinted({ client, t }: { client: NetworkClient; t: AsideMessages }) {
  const prints = useSignal<readonly TillPrint[]>([]);
  const submission = useSubmission();
  // What cannot be read now is no reason to say anything.
  const read = () => fetchTillPrints(client).then(({ impressions }) => void (prints.value = impressions), () => {});
  useEffect(() => void read(), []);
  const run = (deed: () => Promise<unknown>) =>
    void submission.run(() =>
      attempt(async () => {
        await deed();
        await read();
      })
    );
  const stuck = prints.value.filter((print) => !isUnderWay(print));
  if (stuck.length === 0) return null;
  return (
    <section class="todays" aria-labelledby="unprinted-title">
      <h3 id="unprinted-title" class="field-label">{t.caisse.printer.list}</h3>
      {stuck.map((print) => (
        <PrintStatus
          key={print.id}
          print={print}
          busy={submission.busy}
          t={t}
          onAgain={() => run(() => sendAgain(client, print))}
          onHere={null}
          onOut={() => run(() => layAside(client, print, true))}
        />
      ))}
    </section>
  );
}
