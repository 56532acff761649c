/** Who is connected, in the bar: a few initials. */
import type { PresentPerson } from "../../../shared/protocol.ts";
import type { Messages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

/** Initials that the bar has room for. */
const SHOWN = 3;

/** `people` without the one who looks. */
export function PresenceButton({ people, t, onOpen }: { people: readonly PresentPerson[]; t: Messages; onOpen: () => void }) {
  return (
    <button type="button" class="presence" aria-label={t.presence.count(people.length)} onClick={onOpen}>
      <Icon name="people" />
      <span class="presence-initials" aria-hidden="true">
        {/* Drawn by the style: a picture of who is there, not a part of the name. */}
        {people.slice(0, SHOWN).map(({ user_id, name }) => (
          <span key={user_id} class="presence-initial" data-text={initial(name)} />
        ))}
        {people.length > SHOWN && <span class="presence-more" data-text={`+${people.length - SHOWN}`} />}
      </span>
      <span class="presence-count" aria-hidden="true" data-text={people.length} />
    </button>
  );
}

export function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? "";
}
