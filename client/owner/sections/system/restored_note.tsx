/** What came of the copy that was put back, and what the owner now compares with the receipts in the drawer. */
import type { Locale } from "../../../../shared/errors.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import type { RestoreMessages } from "./restore_fr.ts";
import type { Restored } from "./restore_work.ts";

export function RestoredNote({ restored, w, locale }: { restored: Restored; w: RestoreMessages; locale: Locale }) {
  const { at, file, failed, kept, next, sure } = restored;
  if (failed !== null) return <p class="stale" role="status">{w.failed(failed)}</p>;
  return (
    <div class="restored" role="status">
      <p>
        <strong>{w.done(formatDateAndTime(at, locale))}</strong> <span class="file-name">{file}</span>
      </p>
      {kept !== null && (
        <p>
          {w.keptAs} <span class="file-name">{kept}</span>
        </p>
      )}
      <p>{w.next}</p>
      <ul>
        {next.map(({ number, copied, gap }) => (
          <li key={number}>
            <b>{number}</b> {gap && (copied === null ? w.copyHasNone : w.copyEnds(copied))}
          </li>
        ))}
      </ul>
      <p>{sure ? w.compare : w.compareAll}</p>
    </div>
  );
}
