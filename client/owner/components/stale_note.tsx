/** What is shown may be old, or could not be read at all: why. */
import type { ReadonlySignal } from "@preact/signals";
import { FailureNote } from "../../components/failure_note.tsx";
import type { Failure } from "../../network/failure.ts";
import type { OwnerMessages } from "../words/words.ts";

interface Followed {
  readonly rows: ReadonlySignal<readonly unknown[] | null>;
  readonly failure: ReadonlySignal<Failure | null>;
}

export function StaleNote({ of: { rows, failure }, t }: { of: Followed; t: OwnerMessages }) {
  if (failure.value === null) return null;
  if (rows.value !== null && failure.value.mayPass) return <p class="stale">{t.errors.stale}</p>;
  return (
    <div class="pane-note">
      <FailureNote failure={failure.value} t={t} />
    </div>
  );
}
