/** One person of the team: the name, the role, the password, and whether the account is open at all. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { INPUT_LIMITS } from "../../../../shared/input_limits.ts";
import { type Role, ROLES } from "../../../../shared/roles.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Choice, Field } from "../../../components/field.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { SureDialog } from "../../components/sure_dialog.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import type { Account } from "../../store/rows.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { OwnPasswordDialog, ResetDialog } from "./password_dialog.tsx";
import { PinDialog } from "./pin_dialog.tsx";
import type { TeamWork } from "./team_work.ts";
import type { TeamMessages } from "./words.ts";
import { OnePane } from "../../components/one_pane.tsx";

interface PersonPaneProps {
  account: Account;
  /** The owner who looks. */
  own: boolean;
  /** The own password is to be changed. */
  asks: boolean;
  work: TeamWork;
  t: OwnerMessages;
  w: TeamMessages;
}

export function PersonPane(
  { account: { id, name, username, role, active, pin, pin_locked }, own, asks, work, t, w }: PersonPaneProps,
) {
  const newName = useSignal(name);
  const newRole = useSignal<string>(role);
  const asked = useSignal<"password" | "pin" | "disable" | null>(null);
  const said = useSignal("");
  const submission = useSubmission();
  useEffect(() => {
    if (asks) asked.value = "password";
  }, [asks]);
  useEffect(() => void (newName.value = name), [name]);
  useEffect(() => void (newRole.value = role), [role]);
  const wanted = newName.value.trim();
  const changed = wanted !== name || newRole.value !== role;
  const change = async (what: Parameters<TeamWork["change"]>[1], sentence: string) => {
    said.value = "";
    if (await submission.run(() => work.change(id, what))) said.value = sentence;
  };
  const removePin = async () => {
    said.value = "";
    if (await submission.run(() => work.setPin(id, null))) said.value = w.pin.removed(name);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!changed || wanted === "") return;
    void change(
      { ...wanted === name ? {} : { name: wanted }, ...newRole.value === role ? {} : { role: newRole.value as Role } },
      w.saved,
    );
  };
  return (
    <OnePane kind="person" icon="person" title={name} list={addressOf("team")} close={t.close}>
      <form class="form form-inset" onSubmit={submit} noValidate>
        <Field
          label={t.owner.name}
          value={newName}
          hint={`${w.account.username} : ${username}`}
          error={wanted === "" ? t.account.missing : null}
          name="person-name"
          maxLength={INPUT_LIMITS.nameChars}
        />
        <Choice label={t.owner.role} value={newRole} name="person-role">
          {ROLES.toReversed().map((value) => <option key={value} value={value}>{t.roles[value]}</option>)}
        </Choice>
        <p class="field-about">
          {w.roles[newRole.value as Role]} {newRole.value !== role && w.roleHint}
        </p>
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <div class="form-actions">
          <p class="form-said" role="status">{changed ? "" : said.value}</p>
          <button type="submit" class="button button-main" disabled={submission.busy || !changed}>{w.save}</button>
        </div>
      </form>
      {pin_locked && <p class="note note-warm">{w.pin.lockedHow}</p>}
      <div class="person-deeds">
        <button type="button" class="button button-plain" onClick={() => asked.value = "password"}>
          <Icon name="lock" />
          {own ? w.password.own : w.password.reset}
        </button>
        {role !== "administrateur" && active && (
          <button
            type="button"
            class="button button-plain"
            onClick={() => asked.value = "pin"}
          >
            <Icon name="keyboard" />
            {pin ? w.pin.change : w.pin.set}
          </button>
        )}
        {pin && (
          <button type="button" class="button button-plain" disabled={submission.busy} onClick={removePin}>
            {w.pin.remove}
          </button>
        )}
        {!own && (
          <button
            type="button"
            class="button button-plain"
            disabled={submission.busy}
            onClick={() => active ? asked.value = "disable" : void change({ active: true }, w.saved)}
          >
            {active ? w.disable : w.enable}
          </button>
        )}
      </div>
      {asked.value === "password" && (own
        ? (
          <OwnPasswordDialog
            t={t}
            w={w}
            onChange={(current, next) => work.changeOwnPassword(current, next)}
            onDone={() => said.value = w.password.ownDone}
            onClose={() => {
              asked.value = null;
              if (asks) goTo(addressOf("team", id), true);
            }}
          />
        )
        : (
          <ResetDialog
            name={name}
            randomBytes={work.client.platform.randomBytes}
            t={t}
            w={w}
            onReset={(password) => work.change(id, { password })}
            onDone={() => said.value = w.password.done(name)}
            onClose={() => asked.value = null}
          />
        ))}
      {asked.value === "pin" && (
        <PinDialog
          name={name}
          t={t}
          w={w}
          onSet={(code) => work.setPin(id, code)}
          onDone={() => said.value = w.pin.done(name)}
          onClose={() => asked.value = null}
        />
      )}
      {asked.value === "disable" && (
        <SureDialog
          title={w.disableTitle(name)}
          body={w.disableBody}
          deed={w.disable}
          t={t}
          onSure={() => void change({ active: false }, w.saved)}
          onClose={() => asked.value = null}
        />
      )}
    </OnePane>
  );
}
