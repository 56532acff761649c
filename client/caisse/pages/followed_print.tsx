/** A print on the till's printer as it stands, with what is done about it. */
import type { Signal } from "@preact/signals";
import { attempt } from "../../network/attempt.ts";
import { useSubmission } from "../../components/submission.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { PrintStatus } from "../components/print_status.tsx";
import { layAside, sendAgain, type TillPrint } from "../store/till_printer.ts";
import type { AsideMessages } from "../words/aside.ts";

interface FollowedPrintProps {
  client: NetworkClient;
  print: Signal<TillPrint | null>;
  t: AsideMessages;
  /** It is laid aside by now, and comes out of the browser; null where it cannot. Throws a Failure. */
  onHere: ((print: TillPrint) => Promise<void>) | null;
}

export function FollowedPrint({ client, print, t, onHere }: FollowedPrintProps) {
  const submission = useSubmission();
  const now = print.value;
  if (now === null) return null;
  const run = (deed: () => Promise<TillPrint>) => submission.run(() => attempt(async () => void (print.value = await deed())));
  return (
    <PrintStatus
      print={now}
      busy={submission.busy}
      t={t}
      onAgain={() => void run(() => sendAgain(client, now))}
      onOut={() => void run(() => layAside(client, now, true))}
      onHere={onHere === null ? null : () =>
        void run(async () => {
          const aside = await layAside(client, now, false);
          await onHere(aside);
          return aside;
        })}
    />
  );
}
