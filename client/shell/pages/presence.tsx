/** Who is connected, one touch away from every page. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { PresenceButton, PresenceList } from "../components/presence_list.tsx";
import type { Store } from "../store/store.ts";
import { fetchTills, type Till } from "../store/tills.ts";
import type { Messages } from "../words/words.ts";

export function Presence({ store, t, locale }: { store: Store; t: Messages; locale: Locale }) {
  const open = useSignal(false);
  const tills = useSignal<readonly Till[]>([]);
  const people = store.people.value;
  const userId = store.state.value.user?.id ?? 0;
  const others = people.filter(({ user_id }) => user_id !== userId);
  useEffect(() => {
    // Which till is whose is a help, no more: without an answer the people are shown alone.
    if (open.value) fetchTills(store.client).then((fetched) => tills.value = fetched, () => {});
  }, [open.value, people]);
  return (
    <>
      {people.length > 0 && <PresenceButton people={others} t={t} onOpen={() => open.value = true} />}
      {open.value && (
        <Dialog title={t.presence.title} close={t.close} onClose={() => open.value = false}>
          <div class="dialog-body">
            {people.length === 0
              ? <p class="lead">{t.presence.lost}</p>
              : <PresenceList people={people} tills={tills.value} {...{ userId, t, locale }} />}
          </div>
        </Dialog>
      )}
    </>
  );
}
