/** Who is connected, what each is doing, and at which till; and the way to one's own PIN, where a till takes them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { Dialog } from "../../components/dialog.tsx";
import { Icon } from "../../components/icon.tsx";
import { OwnPin } from "../components/own_pin.tsx";
import { PresenceList } from "../components/presence_list.tsx";
import type { Store } from "../store/store.ts";
import { fetchTills, type Till } from "../store/tills.ts";
import { pinWords } from "../words/pin.ts";
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
  const { user } = store.state.value;
  const userId = user?.id ?? 0;
  const asksPin = useSignal(false);
  const said = useSignal("");
  const w = pinWords(locale).own;
  // A code that no till takes opens nothing.
  const mayHavePin = user !== null && user.role !== "administrateur" && (store.marks.rows.value?.[0]?.pinTills.length ?? 0) > 0;
  useEffect(() => {
    // Which till is whose is a help, no more: without an answer the people are shown alone.
    fetchTills(store.client).then((fetched) => tills.value = fetched, () => {});
  }, [people]);
  if (asksPin.value) {
    return (
      <Dialog title={w.title} close={t.close} onClose={onClose}>
        <OwnPin
          client={store.client}
          t={t}
          w={w}
          onDone={(sentence) => {
            said.value = sentence;
            asksPin.value = false;
          }}
          onBack={() => asksPin.value = false}
        />
      </Dialog>
    );
  }
  return (
    <Dialog title={t.presence.title} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        {people.length === 0
          ? <p class="lead">{t.presence.lost}</p>
          : <PresenceList people={people} tills={tills.value} {...{ userId, t, locale }} />}
        <p class={said.value === "" ? "visually-hidden" : "note note-good"} role="status">{said.value}</p>
      </div>
      {mayHavePin && (
        <div class="dialog-foot">
          <button type="button" class="button button-plain" onClick={() => asksPin.value = true}>
            <Icon name="keyboard" />
            {w.open}
          </button>
        </div>
      )}
    </Dialog>
  );
}
