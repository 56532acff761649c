/** Devices that the tills work with: listed, tried, changed, taken away, and the form of one of them at a time. */
import { useSignal } from "@preact/signals";
import { type ComponentChildren, Fragment } from "preact";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon, type IconName } from "../../../components/icon.tsx";
import type { Action, Submission } from "../../../components/submission.ts";
import type { Failure } from "../../../network/failure.ts";
import { PaneHead } from "../../components/pane_head.tsx";
import { RowButton } from "../../components/row_button.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";
import type { OwnerMessages } from "../../words/words.ts";

/** Of devices of one kind; those of one device are given its name. */
interface DeviceWords {
  readonly title: string;
  readonly lead: string;
  readonly empty: string;
  readonly add: string;
  readonly tryOut: string;
  readonly tryOutOf: (name: string) => string;
  readonly change: string;
  readonly changeOf: (name: string) => string;
  readonly remove: string;
  readonly removeOf: (name: string) => string;
  readonly removeTitle: (name: string) => string;
  readonly removeBody: string;
}

interface DevicePanelProps<Device> {
  /** Its own style. */
  kind: string;
  icon: IconName;
  /** Null until they are here. */
  devices: readonly Device[] | null;
  keyOf: (device: Device) => string | number;
  nameOf: (device: Device) => string;
  about: (device: Device) => ComponentChildren;
  /** Whether there may be one more. */
  adds?: boolean;
  /** Of the one that is changed, or null: of a new one. */
  form: (device: Device | null, onClose: () => void) => ComponentChildren;
  submission: Submission;
  failure: Failure | null;
  t: OwnerMessages;
  words: DeviceWords;
  onTry: (device: Device) => ReturnType<Action>;
  onRemove: (device: Device) => ReturnType<Action>;
  /** What else is told of them. */
  children: ComponentChildren;
}

export function DevicePanel<Device>(props: DevicePanelProps<Device>) {
  const { kind, icon, devices, keyOf, nameOf, about, adds = true, form, submission, failure, t, words, children } = props;
  /** The device whose form is open, or a new one's. */
  const open = useSignal<Device | "new" | null>(null);
  const removing = useSignal<Device | null>(null);
  const shown = open.value;
  return (
    <section class={`pane ${kind}`} aria-labelledby={`${kind}-title`}>
      <PaneHead id={`${kind}-title`} icon={icon} title={words.title}>
        {adds && (
          <button type="button" class="button button-plain" disabled={shown !== null} onClick={() => open.value = "new"}>
            <Icon name="plus" />
            {words.add}
          </button>
        )}
      </PaneHead>
      <p class="pane-lead">{words.lead}</p>
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {shown !== null && (
        <Fragment key={shown === "new" ? "new" : `of ${keyOf(shown)}`}>
          {form(shown === "new" ? null : shown, () => open.value = null)}
        </Fragment>
      )}
      {devices === null && failure === null && <Loading label={t.owner.loading} rows={1} />}
      {devices?.length === 0 && shown === null && <Empty icon={icon} title={words.empty} />}
      <ul class="rows">
        {devices?.map((device) => (
          <li key={keyOf(device)} class="row">
            <span class="row-main">
              <span class="row-title">{nameOf(device)}</span>
              {about(device)}
            </span>
            <span class="row-actions">
              <button
                type="button"
                class="button button-plain"
                aria-label={words.tryOutOf(nameOf(device))}
                disabled={submission.busy}
                onClick={() => submission.run(() => props.onTry(device))}
              >
                {words.tryOut}
              </button>
              <RowButton label={words.change} of={words.changeOf(nameOf(device))} onPress={() => open.value = device} />
              <RowButton label={words.remove} of={words.removeOf(nameOf(device))} onPress={() => removing.value = device} />
            </span>
          </li>
        ))}
      </ul>
      {children}
      <SureAbout
        about={removing}
        title={(device) => words.removeTitle(nameOf(device))}
        body={() => words.removeBody}
        deed={words.remove}
        t={t}
        onSure={(device) => {
          open.value = null;
          void submission.run(() => props.onRemove(device));
        }}
      />
    </section>
  );
}
