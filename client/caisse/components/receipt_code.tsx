/** The receipt as a code that the customer scans. */
import { QrCode } from "../../components/qr_code.tsx";
import type { AsideMessages } from "../words/aside.ts";

/** `url`: null while it is asked for. */
export function ReceiptCode({ url, failed, t }: { url: string | null; failed: boolean; t: AsideMessages }) {
  const words = t.caisse.phone;
  if (failed) return <p class="stale" role="alert">{words.failed}</p>;
  return (
    <div class="receipt-qr">
      {url === null ? <span class="qr-code" /> : <QrCode text={url} label={words.title} />}
      <p>
        <strong>{words.title}</strong>
        <span class="pane-count">{words.lead}</span>
      </p>
    </div>
  );
}
