/** Who is connected right now, on the owner's page. */
import type { Locale } from "../../../../shared/errors.ts";
import type { PresentPerson } from "../../../../shared/protocol.ts";
import type { Till } from "../../../shell/store/tills.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { PresenceList } from "../../../shell/components/presence_list.tsx";
import { PaneHead } from "../../components/pane_head.tsx";

interface PeoplePanelProps {
  people: readonly PresentPerson[];
  tills: readonly Till[];
  userId: number;
  t: OwnerMessages;
  locale: Locale;
}

export function PeoplePanel({ people, ...props }: PeoplePanelProps) {
  const { presence } = props.t;
  return (
    <section class="pane people" aria-labelledby="people-title">
      <PaneHead id="people-title" icon="person" title={presence.title}>
        {people.length > 0 && <span class="pane-count">{people.length}</span>}
      </PaneHead>
      {people.length === 0 ? <p class="pane-lead">{presence.lost}</p> : <PresenceList people={people} {...props} />}
    </section>
  );
}
