/** Who is signed in: on which device, from where, since when; any of them can be ended. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { type Column, DataTable } from "../../components/data_table.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { deviceName } from "./device_name.ts";
import type { OpenSession, TeamWork } from "./team_work.ts";
import type { TeamMessages } from "./words.ts";
import { RowButton } from "../../components/row_button.tsx";

export function SessionTable({ work, t, w, locale }: { work: TeamWork; t: OwnerMessages; w: TeamMessages; locale: Locale }) {
  const ending = useSignal<OpenSession | null>(null);
  const submission = useSubmission();
  const words = w.sessions;
  const now = new Date();
  const sessions = work.sessions.rows.value;
  const failure = submission.failure ?? work.sessions.failure.value;
  const columns: readonly Column<OpenSession>[] = [
    { name: "person", label: words.person, cell: ({ user }) => <span class="row-title">{user.name}</span> },
    { name: "role", label: t.owner.role, cell: ({ user }) => <span class={`chip chip-${user.role}`}>{t.roles[user.role]}</span> },
    {
      name: "device",
      label: words.device,
      cell: ({ device }) => <span title={device}>{deviceName(device) || words.unknownDevice}</span>,
    },
    { name: "address", label: words.address, cell: ({ address }) => address, aside: true },
    { name: "since", label: words.since, cell: ({ since }) => formatMoment(since, locale, now), aside: true },
    {
      name: "seen",
      label: words.seen,
      cell: ({ sockets, last_seen }) => sockets > 0 ? words.live : formatMoment(last_seen, locale, now),
      aside: true,
    },
    {
      name: "end",
      label: words.actions,
      cell: (session) =>
        session.current ? <span class="row-about">{words.here}</span> : (
          <RowButton
            label={words.end}
            of={words.endOf(session.user.name, session.address)}
            disabled={submission.busy}
            onPress={() => ending.value = session}
          />
        ),
    },
  ];
  return (
    <section class="pane sessions">
      <header class="pane-head">
        <h2>{words.title}</h2>
        {sessions !== null && <span class="pane-count">{sessions.length}</span>}
      </header>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {sessions === null && failure === null && <Loading label={t.owner.loading} rows={2} />}
      {sessions?.length === 0 && <Empty icon="people" title={words.empty} />}
      <DataTable
        label={words.title}
        columns={columns}
        rows={sessions}
        keyOf={({ id }) => id}
      />
      <SureAbout
        about={ending}
        title={({ user }) => words.endTitle(user.name)}
        body={() => words.endBody}
        deed={words.end}
        t={t}
        onSure={(session) => void submission.run(() => work.end(session))}
      />
    </section>
  );
}
