/** The owner's tills: who has which open, on which device, and the code that makes a device a till. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import type { Failure } from "../../../network/failure.ts";
import type { Approval, Invitation } from "../../store/work.ts";
import type { Till } from "../../../shell/store/tills.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { AddForm } from "../../components/add_form.tsx";
import { CodeDialog } from "../../components/code_dialog.tsx";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useForm } from "../../../components/form.ts";
import { useSubmission } from "../../../components/submission.ts";
import { PaneHead } from "../../components/pane_head.tsx";
import { SureAbout } from "../../components/sure_dialog.tsx";

interface TillsPanelProps {
  /** What the address asks for. */
  asked: "add" | "approve" | null;
  /** The till whose pane is open. */
  openName: string | null;
  tills: readonly Till[] | null;
  t: OwnerMessages;
  locale: Locale;
  onAdd: (name: string, label: string) => Promise<Failure | null>;
  onRelease: (name: string) => Promise<Failure | null>;
  /** Answers why there is no code; null when `onInvited` was told one. */
  onInvite: (name: string, onInvited: (invitation: Invitation) => void) => Promise<Failure | null>;
  /** The same of a code for what a cashier may not do alone. */
  onApprove: (onApproved: (approval: Approval) => void) => Promise<Failure | null>;
}

export function TillsPanel({ asked, openName, tills, t, locale, onAdd, onRelease, onInvite, onApprove }: TillsPanelProps) {
  const adding = useSignal(false);
  const releasing = useSignal<string | null>(null);
  const invited = useSignal<Invitation | null>(null);
  const approved = useSignal<Approval | null>(null);
  const submission = useSubmission();
  const words = t.tills;
  const approve = () => submission.run(() => onApprove((approval) => approved.value = approval));
  useEffect(() => {
    if (asked === "add") adding.value = true;
    if (asked !== "approve") return;
    // Once: who comes back to the address later asked for no other code.
    goTo(addressOf("tills"), true);
    void approve();
  }, [asked]);
  const enrolled = tills?.some(({ name, enrolled }) => name === invited.value?.till && enrolled) === true;
  return (
    <section class="pane tills" aria-labelledby="tills-title">
      <PaneHead id="tills-title" icon="till" title={words.title}>
        <span class="row-actions">
          <button
            type="button"
            class="button button-plain"
            disabled={submission.busy}
            onClick={() => void approve()}
          >
            {words.approve}
          </button>
          {!adding.value && (
            <button type="button" class="button button-plain" onClick={() => adding.value = true}>
              <Icon name="plus" />
              {words.add}
            </button>
          )}
        </span>
      </PaneHead>
      {adding.value && <TillForm t={t} onAdd={onAdd} onClose={() => adding.value = false} />}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {tills === null && <Loading label={t.owner.loading} rows={2} />}
      {tills?.length === 0 && !adding.value && <Empty icon="till" title={words.empty} />}
      <ul class="rows">
        {tills?.map((till) => (
          <li
            key={till.name}
            class={`row person${till.active ? "" : " row-inactive"}${till.name === openName ? " person-open" : ""}`}
          >
            <span class="row-initial row-initial-wide" aria-hidden="true">{till.name}</span>
            <span class="row-main">
              <a
                class="row-title person-link"
                href={addressOf("tills", till.name)}
                aria-current={till.name === openName ? "true" : undefined}
              >
                {till.label || till.name}
              </a>
              <span class="row-about">
                {till.open && till.since !== null
                  ? words.openBy(till.by ?? "", formatMoment(till.since, locale, new Date()))
                  : words.closed}
                {" · "}
                {till.active ? till.enrolled ? words.enrolled : words.free : words.retired}
              </span>
            </span>
            {till.training && <span class="chip chip-training">{t.owner.training}</span>}
            <span class="row-actions">
              {till.enrolled && (
                <button type="button" class="button button-quiet" onClick={() => releasing.value = till.name}>
                  {words.release}
                </button>
              )}
              <button
                type="button"
                class="button button-plain"
                disabled={submission.busy || !till.active}
                onClick={() => submission.run(() => onInvite(till.name, (invitation) => invited.value = invitation))}
              >
                {words.invite}
              </button>
            </span>
          </li>
        ))}
      </ul>
      {invited.value !== null && (
        <InvitationDialog
          key={invited.value.code}
          invitation={invited.value}
          known={enrolled}
          t={t}
          onClose={() => invited.value = null}
        />
      )}
      {approved.value !== null && (
        <CodeDialog
          key={approved.value.code}
          title={words.approveTitle}
          lead={words.approveBody}
          code={approved.value.code}
          expires={approved.value.expires}
          done={null}
          t={t}
          onClose={() => approved.value = null}
        />
      )}
      <SureAbout
        about={releasing}
        title={(name) => words.releaseTitle(name)}
        body={() => words.releaseBody}
        deed={words.release}
        t={t}
        onSure={(name) => void submission.run(() => onRelease(name))}
      />
    </section>
  );
}

/** The code that binds a device to a till. */
function InvitationDialog(
  { invitation: { till, code, expires }, known, t, onClose }: {
    invitation: Invitation;
    /** The till is bound to a device already: another one takes its place. */
    known: boolean;
    t: OwnerMessages;
    onClose: () => void;
  },
) {
  const words = t.tills;
  const before = useSignal(known);
  return (
    <CodeDialog
      title={words.codeTitle(till)}
      lead={words.codeBody}
      code={code}
      expires={expires}
      done={known && !before.value ? words.joined(till) : null}
      t={t}
      onClose={onClose}
    >
      {before.value && <p class="stale">{words.replaces}</p>}
    </CodeDialog>
  );
}

function TillForm({ t, onAdd, onClose }: { t: OwnerMessages; onAdd: TillsPanelProps["onAdd"]; onClose: () => void }) {
  const name = useSignal("");
  const label = useSignal("");
  const form = useForm();
  const upper = name.value.trim().toUpperCase();
  const wanted = /^[A-Z][A-Z0-9]{0,9}$/.test(upper) ? upper : null;
  const submit = async () => {
    if (await form.send(wanted, (name) => onAdd(name, label.value.trim()))) onClose();
  };
  return (
    <AddForm submission={form} t={t} onSubmit={submit} onClose={onClose}>
      <Field
        label={t.tills.name}
        value={name}
        hint={t.tills.nameHint}
        error={form.fault(wanted, t.tills.nameWrong)}
        name="till-name"
        maxLength={10}
        autofocus
      />
      <Field label={t.tills.label} value={label} hint={t.owner.optional} name="till-label" maxLength={100} />
    </AddForm>
  );
}
