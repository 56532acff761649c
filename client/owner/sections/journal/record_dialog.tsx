/** One record of the journal: who, what, from where, and each row as it was and as it became. */
import type { Locale } from "../../../../shared/errors.ts";
import type { WireRow } from "../../../../shared/protocol.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Dialog } from "../../../components/dialog.tsx";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { differences, type JournalChange, type JournalRecord } from "../../store/journal_records.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { useShownRows } from "./shown_rows.ts";
import type { JournalMessages } from "./words.ts";

interface RecordDialogProps {
  record: JournalRecord;
  t: OwnerMessages;
  w: JournalMessages;
  locale: Locale;
  /** The record with all that it changed. Throws a Failure. */
  fetchWhole: (seq: number) => Promise<JournalRecord>;
  onLife: (table: string, key: WireRow) => void;
  onClose: () => void;
}

export function RecordDialog({ record, t, w, locale, fetchWhole, onLife, onClose }: RecordDialogProps) {
  const { seq, at, kind, username, role, mode, address, statements, detail, hash } = record;
  const words = w.record;
  const { rows, all, busy, failure, more } = useShownRows(record, fetchWhole);
  const who = [username || w.server, role === null ? null : t.roles[role]].filter((part) => part !== null).join(" · ");
  return (
    <Dialog title={words.title(seq)} close={t.close} onClose={onClose} class="record-dialog">
      <div class="dialog-body record">
        <p class="dialog-lead">
          <strong>{w.kinds[kind] ?? kind}</strong> · {formatDateAndTime(at, locale)}
        </p>
        <p class="row-about">{who} · {words.mode[mode]}{address === null ? "" : ` · ${address}`}</p>
        {all > rows.length && <p class="row-about">{words.first(rows.length, all)}</p>}
        {rows.map((change, index) => (
          <ChangedRow
            key={index}
            change={change}
            w={w}
            onLife={() => onLife(change.table, change.key)}
          />
        ))}
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {all > rows.length && (
          <button type="button" class="button button-plain" disabled={busy} onClick={more}>
            {words.more(all - rows.length)}
          </button>
        )}
        {all === 0 && <p class="row-about">{words.none}</p>}
        {detail !== null && <Text label={words.detail} text={JSON.stringify(detail, null, 2)} />}
        {statements.length > 0 && <Text label={words.statements} text={statements.join("\n")} />}
        <Text label={words.hash} text={hash} />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-main" data-first onClick={onClose}>{t.close}</button>
      </div>
    </Dialog>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p class="field-about">{label}</p>
      <pre class="record-text" tabIndex={0}>{text}</pre>
    </div>
  );
}

function ChangedRow({ change, w, onLife }: { change: JournalChange; w: JournalMessages; onLife: () => void }) {
  const { table, op, key, before, after } = change;
  const words = w.record;
  const changed = new Set(differences(change).map(({ column }) => column));
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const cell = (row: WireRow | null, column: string) => row === null ? "" : <Value value={row[column]} w={w} />;
  return (
    <section class="record-row">
      <header>
        <strong>{words.row(table, Object.values(key).join(" "))}</strong>
        <span class="chip">{words.ops[op]}</span>
        <button type="button" class="button button-quiet" onClick={onLife}>{words.life}</button>
      </header>
      <div class="table-frame">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{words.column}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column} class={op === "update" && changed.has(column) ? "record-changed" : undefined}>
                <th scope="row">{column}</th>
                <td>{cell(before, column)}</td>
                <td>{cell(after, column)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Value({ value, w }: { value: unknown; w: JournalMessages }) {
  if (value === null || value === undefined) return <span class="value-none">NULL</span>;
  if (typeof value !== "object") return <>{String(value)}</>;
  return <span class="value-none">{"$hash" in value ? w.record.personal : JSON.stringify(value)}</span>;
}
