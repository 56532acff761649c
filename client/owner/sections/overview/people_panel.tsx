/** Who is connected right now, on the owner's page. */
import type { Locale } from "../../../../shared/errors.ts";
import type { PresentPerson } from "../../../../shared/protocol.ts";
import type { Till } from "../../../shell/store/tills.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { Icon } from "../../../components/icon.tsx";
import { PresenceList } from "../../../shell/components/presence_list.tsx";

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
      <header class="pane-head">
        <h2 id="people-title">
          <Icon name="person" />
          {presence.title}
        </h2>
        {people.length > 0 && <span class="pane-count">{people.length}</span>}
      </header>
      {people.length === 0 ? <p class="pane-lead">{presence.lost}</p> : <PresenceList people={people} {...props} />}
    </section>
  );
}
