/** The people of the shop: each leads to what can be changed of them. */
import type { ComponentChildren } from "preact";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import type { Account } from "../../store/rows.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { TeamMessages } from "./words.ts";
import { PaneHead } from "../../components/pane_head.tsx";
import { Switch } from "../../components/switch.tsx";

interface TeamListProps {
  accounts: readonly Account[] | null;
  failure: Failure | null;
  /** Whose account is open; null for nobody's. */
  open: number | null;
  userId: number;
  adding: boolean;
  t: OwnerMessages;
  w: TeamMessages;
  onTraining: (id: number, training: boolean) => Promise<Failure | null>;
  /** The form that adds somebody. */
  children: ComponentChildren;
}

export function TeamList({ accounts, failure, open, userId, adding, t, w, onTraining, children }: TeamListProps) {
  const submission = useSubmission();
  const { owner } = t;
  const wrong = submission.failure ?? failure;
  return (
    <section class="pane team" aria-labelledby="team-title">
      <PaneHead id="team-title" icon="people" title={owner.teamTitle}>
        {accounts !== null && <span class="pane-count">{w.count(accounts.length)}</span>}
        {!adding && (
          <button type="button" class="button button-plain" onClick={() => goTo(addressOf("team", "new"))}>
            <Icon name="plus" />
            {owner.teamAdd}
          </button>
        )}
      </PaneHead>
      {children}
      {wrong !== null && <FailureNote failure={wrong} t={t} />}
      {accounts === null && failure === null && <Loading label={owner.loading} rows={2} />}
      {accounts?.length === 1 && !adding && <Empty icon="people" title={owner.teamEmpty} />}
      <ul class="rows">
        {accounts?.map(({ id, username, name, role, active, password, pin, pin_locked, training }) => (
          <li key={id} class={`row person${active ? "" : " row-inactive"}${id === open ? " person-open" : ""}`}>
            <span class="row-initial" aria-hidden="true">{[...name][0]?.toUpperCase()}</span>
            <span class="row-main">
              <a class="row-title person-link" href={addressOf("team", id)} aria-current={id === open ? "true" : undefined}>
                {name}
              </a>
              <span class="row-about">{[username, ...id === userId ? [w.you] : [], ...pin ? [w.pin.has] : []].join(" · ")}</span>
            </span>
            {active && !password && !pin && <span class="chip chip-short">{w.password.none}</span>}
            {pin_locked && <span class="chip chip-short">{w.pin.locked}</span>}
            {active && role !== "administrateur" && (
              <Switch
                label={owner.training}
                of={owner.trainingOf(name)}
                on={training}
                disabled={submission.busy}
                onPress={() =>
                  submission.run(() => onTraining(id, !training))}
              />
            )}
            <span class={`chip chip-${role}`}>{active ? t.roles[role] : owner.inactive}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
