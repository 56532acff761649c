/** Who is connected, one touch away from every page. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { PresenceButton } from "../components/presence_button.tsx";
import type { Store } from "../store/store.ts";
import type { Messages } from "../words/words.ts";
import { PresenceDialog } from "./later.ts";

export function Presence({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const open = useSignal(false);
  const people = store.people.value;
  const others = people.filter(({ user_id }) => user_id !== store.state.value.user?.id);
  return (
    <>
      {people.length > 0 && <PresenceButton people={others} t={t} onOpen={() => open.value = true} />}
      {open.value && <PresenceDialog store={store} t={t} locale={locale} onClose={() => open.value = false} />}
    </>
  );
}
