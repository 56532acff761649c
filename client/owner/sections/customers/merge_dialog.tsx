/** Finds whom a customer is the same as, and joins the two for good. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Dialog } from "../../../components/dialog.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { Failure } from "../../../network/failure.ts";
import { type Customer, fetchPage } from "./customer_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";

interface MergeDialogProps extends Omit<CustomersProps, "locale"> {
  id: number;
  name: string;
  onMerge: (into: number) => void;
  onClose: () => void;
}

/** Others that are proposed. */
const SHOWN = 8;

export function MergeDialog({ id, name, work, t, w, onMerge, onClose }: MergeDialogProps) {
  const words = useSignal(name.split(" ")[0] ?? "");
  const found = useSignal<readonly Customer[]>([]);
  const failure = useSignal<Failure | null>(null);
  useEffect(() => {
    let wanted = true;
    fetchPage(work.client, { words: words.value, silentOnly: false, owingOnly: false, page: 0 }).then(
      ({ rows }) => wanted && (found.value = rows.filter((other) => other.id !== id).slice(0, SHOWN)),
      (error) => wanted && (failure.value = Failure.from(error)),
    );
    return () => {
      wanted = false;
    };
  }, [words.value]);
  return (
    <Dialog title={w.mergeTitle(name)} close={t.close} onClose={onClose}>
      <p class="dialog-body">{w.mergeBody}</p>
      <div class="form form-inset">
        <Field label={w.search} value={words} name="merge" autofocus />
        {failure.value !== null && <FailureNote failure={failure.value} t={t} />}
        {found.value.length === 0 && <p role="status">{w.foundNothing}</p>}
        {found.value.map((other) => (
          <button
            key={other.id}
            type="button"
            class="button button-plain button-wide"
            onClick={() => {
              onMerge(other.id);
              onClose();
            }}
          >
            {w.mergeInto([other.name, other.phone ?? other.email].filter(Boolean).join(" · "))}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
