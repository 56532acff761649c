/** Who is connected: a few initials in the bar, and a list with what each is doing. */
import type { Locale } from "../../../shared/errors.ts";
import type { PresentPerson } from "../../../shared/protocol.ts";
import type { Till } from "../store/tills.ts";
import { formatMoment, type Messages } from "../words/words.ts";
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

interface PresenceListProps {
  people: readonly PresentPerson[];
  /** Empty while they are fetched. */
  tills: readonly Till[];
  /** Who looks. */
  userId: number;
  t: Messages;
  locale: Locale;
}

export function PresenceList({ people, tills, userId, t, locale }: PresenceListProps) {
  const { presence } = t;
  return (
    <ul class="rows">
      {people.map(({ user_id, name, role, since }) => {
        const till = tills.find(({ open, byId }) => open && byId === user_id);
        return (
          <li key={user_id} class="row">
            <span class="row-initial" aria-hidden="true">{initial(name)}</span>
            <span class="row-main">
              <span class="row-title">{user_id === userId ? presence.you(name) : name}</span>
              <span class="row-about">{presence.since(formatMoment(since, locale, new Date()))}</span>
            </span>
            {till !== undefined && <span class="chip chip-en_caisse">{presence.till(till.name)}</span>}
            <span class={`chip chip-${role}`}>{t.roles[role]}</span>
          </li>
        );
      })}
    </ul>
  );
}

export function initial(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? "";
}
