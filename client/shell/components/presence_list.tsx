/** Who is connected, and what each is doing. */
import type { Locale } from "../../../shared/errors.ts";
import type { PresentPerson } from "../../../shared/protocol.ts";
import type { Till } from "../store/tills.ts";
import { formatMoment, type Messages } from "../words/words.ts";
import { initial } from "./presence_button.tsx";

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
