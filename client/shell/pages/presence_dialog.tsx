/** Who is connected, what each is doing, and at which till. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { PresenceList } from "../components/presence_list.tsx";
import type { Store } from "../store/store.ts";
import { fetchTills, type Till } from "../store/tills.ts";
import type { Messages } from "../words/words.ts";

interface PresenceDialogProps {
  store: Store;
  t: Messages;
  locale: Locale;
  onClose: () => void;
}

export function PresenceDialog({ store, t, locale, onClose }: PresenceDialogProps) {
  const tills = useSignal<readonly Till[]>([]);
  const people = store.people.value;
  const userId = store.state.value.user?.id ?? 0;
  useEffect(() => {
    // Which till is whose is a help, no more: without an answer the people are shown alone.
    fetchTills(store.client).then((fetched) => tills.value = fetched, () => {});
  }, [people]);
  return (
    <Dialog title={t.presence.title} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        {people.length === 0
          ? <p class="lead">{t.presence.lost}</p>
          : <PresenceList people={people} tills={tills.value} {...{ userId, t, locale }} />}
      </div>
    </Dialog>
  );
}
