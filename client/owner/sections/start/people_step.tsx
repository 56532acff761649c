/** Who works here besides the owner, and whether that is done on this very PC. */
import { useSignal } from "@preact/signals";
import { type Role, ROLES } from "../../../../shared/roles.ts";
import { Choice } from "../../../components/field.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { AccountFields, accountOf, useAccountDraft } from "../../../shell/components/account_fields.tsx";
import { goTo } from "../../pages/place.ts";
import type { StartWork } from "./start_work.ts";
import { StepForm } from "./step_form.tsx";
import type { StepProps } from "./step_props.ts";
import { placeOf } from "./steps.ts";

export function PeopleStep({ store, work, t, w }: StepProps & { readonly work: StartWork }) {
  const draft = useAccountDraft();
  const role = useSignal<string>("caisse");
  const submission = useSubmission();
  const network = store.network.rows.value?.[0];
  const others = (store.accounts.rows.value ?? []).filter(({ role, active }) => active && role !== "administrateur");
  const single = useSignal<boolean | null>(null);
  const isSingle = single.value ?? network?.single_machine ?? false;
  const isEmpty = [draft.username, draft.password, draft.name].every(({ value }) => value === "");

  const add = async (): Promise<boolean> => {
    if (isEmpty) return true;
    const account = accountOf(draft, t);
    if (account === null || !await submission.run(() => store.addAccount({ ...account, role: role.value as Role }))) return false;
    draft.username.value = draft.name.value = draft.password.value = "";
    draft.tried.value = false;
    return true;
  };
  const submit = async () => {
    const changes = network !== undefined && isSingle !== network.single_machine;
    if (changes && !await submission.run(() => work.keepSingleMachine(isSingle))) return;
    if (await add()) goTo(placeOf("people", 1)!);
  };
  return (
    <StepForm step="people" title={w.people.title} body={w.people.body} submission={submission} t={t} w={w} onSubmit={submit}>
      <label class="start-single">
        <input
          type="checkbox"
          name="single-machine"
          checked={isSingle}
          disabled={network === undefined || network.single_machine_by_flag}
          onChange={(event) =>
            single.value = event.currentTarget.checked}
        />
        <span class="row-main">
          <strong>{w.people.single}</strong>
          <span class="row-about">{network?.single_machine_by_flag === true ? w.people.singleByFlag : w.people.singleHint}</span>
        </span>
      </label>
      {others.length > 0 && (
        <p class="start-here" role="status">
          {w.people.here(others.map(({ name, role }) => `${name} (${t.roles[role].toLowerCase()})`).join(", "))}
        </p>
      )}
      <div class="form-columns">
        <AccountFields draft={draft} own={false} name={{ label: w.people.name, hint: w.people.nameHint }} t={t}>
          <Choice label={t.owner.role} value={role} name="new-role">
            {ROLES.filter((role) =>
              role !== "administrateur"
            ).map((value) => <option key={value} value={value}>{t.roles[value]}</option>)}
          </Choice>
        </AccountFields>
      </div>
      <div class="start-add">
        <button type="button" class="button button-plain" disabled={submission.busy || isEmpty} onClick={add}>{w.add}</button>
      </div>
    </StepForm>
  );
}
