/** The receipt as a code that the customer scans. */
import { QrCode } from "../../components/qr_code.tsx";
import type { CaisseMessages } from "../words/words.ts";

/** `url`: null while it is asked for. */
export function ReceiptCode({ url, failed, t }: { url: string | null; failed: boolean; t: CaisseMessages }) {
  const words = t.caisse.paid;
  if (failed) return <p class="stale" role="alert">{words.scanFailed}</p>;
  return (
    <div class="receipt-code">
      {url === null ? <span class="qr-code" /> : <QrCode text={url} label={words.scan} />}
      <p>
        <strong>{words.scan}</strong>
        <span class="pane-count">{words.scanLead}</span>
      </p>
    </div>
  );
}
