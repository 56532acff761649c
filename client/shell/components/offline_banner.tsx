/** Says that the server is away, what waits for it, and that nothing is lost. */
import type { Messages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

export function OfflineBanner({ pending, t, onRetry }: { pending: number; t: Messages; onRetry: () => void }) {
  return (
    <section class="banner" role="alert">
      <Icon name="offline" />
      <div class="banner-text">
        <strong>{t.offline.title}</strong>
        {pending > 0 && <span class="banner-count">{t.offline.pending(pending)}</span>}
        <p>{t.offline.body}</p>
      </div>
      <button type="button" class="button button-plain" onClick={onRetry}>{t.offline.retry}</button>
    </section>
  );
}
