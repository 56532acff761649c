/** What machines may ask of this server: their API tokens, one more, and none any longer. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { AccessForm } from "./access_form.tsx";
import type { AccessWork, ApiToken } from "./access_work.ts";
import type { SystemMessages } from "./words.ts";
import { RowButton } from "../../components/row_button.tsx";

export function AccessPanel({ work, t, w, locale }: { work: AccessWork; t: OwnerMessages; w: SystemMessages; locale: Locale }) {
  const adding = useSignal(false);
  const made = useSignal<string | null>(null);
  const revoking = useSignal<ApiToken | null>(null);
  const submission = useSubmission();
  const words = w.access;
  const tokens = work.tokens.rows.value;
  const failure = submission.failure ?? work.tokens.failure.value;
  const columns: readonly Column<ApiToken>[] = [
    { name: "name", label: words.name, cell: ({ name }) => <span class="row-title">{name}</span> },
    { name: "scopes", label: words.scopes, cell: ({ scopes }) => scopes.map((scope) => words.of[scope].name).join(", ") },
    { name: "made", label: w.made, aside: true, cell: ({ created_at }) => formatDateAndTime(created_at, locale) },
    {
      name: "used",
      label: words.used,
      aside: true,
      cell: ({ last_used }) => last_used === null ? words.never : formatDateAndTime(last_used, locale),
    },
    {
      name: "revoke",
      label: words.action,
      cell: (token) => (
        <RowButton
          label={words.revoke}
          of={words.revokeOf(token.name)}
          disabled={submission.busy}
          onPress={() => revoking.value = token}
        />
      ),
    },
  ];
  return (
    <section class="pane access" aria-labelledby="access-title">
      <header class="pane-head">
        <h2 id="access-title">{words.title}</h2>
        <button type="button" class="button button-main" disabled={adding.value} onClick={() => adding.value = true}>
          {words.add}
        </button>
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {adding.value && (
        <AccessForm
          t={t}
          w={w}
          onMake={(name, scopes) => {
            made.value = null;
            return work.make(name, scopes, (token) => made.value = token);
          }}
          onClose={() => adding.value = false}
        />
      )}
      {made.value !== null && (
        <div class="access-made" role="status">
          <p>{words.copyNow}</p>
          <output class="file-name">{made.value}</output>
        </div>
      )}
      <p class="pane-lead">{words.lead}</p>
      {tokens === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {tokens?.length === 0 && <Empty icon="people" title={words.empty} />}
      <DataTable
        label={words.title}
        columns={columns}
        rows={tokens}
        keyOf={({ id }) => id}
      />
      <SureAbout
        about={revoking}
        title={({ name }) => words.revokeTitle(name)}
        body={() => words.revokeBody}
        deed={words.revoke}
        t={t}
        onSure={(token) => {
          made.value = null;
          void submission.run(() => work.revoke(token));
        }}
      />
    </section>
  );
}
