/** What would come of an import: how many lines do what, and the first of them. */
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import type { ImportColumn } from "../../../../shared/import_columns.ts";
import type { JsonValue } from "../../../../shared/protocol.ts";
import { formatCents } from "../../../../shared/money.ts";
import { formatQuantity } from "../../../../shared/quantity.ts";
import { DataTable } from "../../components/data_table.tsx";
import type { ImportWork } from "./import_work.ts";
import type { Outcome } from "./outcome.ts";
import type { Words } from "./words_fr.ts";

interface PreviewTableProps {
  outcome: Outcome;
  busy: boolean;
  work: ImportWork;
  w: Words;
  locale: Locale;
}

export function PreviewTable({ outcome, busy, work, w, locale }: PreviewTableProps) {
  const { ajouts, changements, inchanges, apercu } = outcome;
  const deed = useRef<HTMLButtonElement>(null);
  const does = ajouts + changements;
  useEffect(() => deed.current?.focus(), [outcome]);
  return (
    <div class="import-preview">
      <div class="form form-inset">
        <p class="import-tried" role="status">{does === 0 ? w.nothing : w.tried(ajouts, changements, inchanges)}</p>
        {does > 0 && (
          <div class="form-actions">
            <button ref={deed} type="button" class="button button-main" disabled={busy} onClick={() => void work.run()}>
              {w.run(does)}
            </button>
          </div>
        )}
      </div>
      <DataTable
        label={w.previewTitle}
        rows={apercu}
        keyOf={({ ligne }) => ligne}
        columns={[
          { name: "line", label: w.line, cell: ({ ligne }) => ligne, figures: true },
          { name: "action", label: w.action, cell: ({ action }) => w.actions[action] ?? action },
          { name: "name", label: w.name, cell: ({ nom }) => nom },
          {
            name: "values",
            label: w.values,
            cell: ({ avant, apres }) =>
              Object.entries(apres).map(([column, value]) => {
                const field = column as ImportColumn;
                const now = `${w.fields[field]} : ${shown(field, value, w, locale)}`;
                return column in avant ? `${now} (${shown(field, avant[column] ?? null, w, locale)})` : now;
              }).join(" · "),
          },
        ]}
      />
    </div>
  );
}

function shown(column: ImportColumn, value: JsonValue, w: Words, locale: Locale): string {
  if (value === null) return "—";
  if (column === "prix_ttc" || column === "cout_ht") return formatCents(Number(value), locale);
  if (column === "tva") return formatQuantity(Number(value) * 10, locale);
  if (column === "stock") return formatQuantity(Number(value), locale);
  if (column === "suivi_stock" || column === "prix_libre" || column === "titre_restaurant") return value === 1 ? w.yes : w.no;
  return column === "actif" ? value === 1 ? w.onSale : w.retired : String(value);
}
