/** The first run: the owner's account, made on the server PC only. */
import "../../common.ts";
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { ownZone } from "../../../shared/time_zone.ts";
import { AccountFields, accountOf, useAccountDraft } from "../components/account_fields.tsx";
import { CardPage } from "../components/card_page.tsx";
import { ZoneChoice } from "../components/zone_choice.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { Field } from "../../components/field.tsx";
import { useSubmission } from "../../components/submission.ts";
import type { ClientState } from "../../network/client_state.ts";
import type { Failure } from "../../network/failure.ts";
import { SETUP } from "../words/setup.ts";
import type { Messages } from "../words/words.ts";

export { SetupElsewhere } from "./setup_elsewhere.tsx";

/** See client/owner/sections/start. */
const FIRST_STEPS = "#/start/shop";

export interface SetupProps {
  state: ClientState;
  t: Messages;
  locale: Locale;
  onLocale: (locale: Locale) => void;
  untold: ComponentChildren;
  onSetUp: (account: { username: string; name: string; password: string }, zone: string) => Promise<Failure | null>;
}

export function Setup({ onSetUp, ...page }: SetupProps) {
  const { t, state } = page;
  const words = SETUP[page.locale];
  const draft = useAccountDraft();
  const confirm = useSignal("");
  const zone = useSignal(state.health?.time_zone ?? ownZone());
  const submission = useSubmission();
  const different = confirm.value === draft.password.value ? null : t.account.different;
  const submit = (event: Event) => {
    event.preventDefault();
    const account = accountOf(draft, t);
    if (account === null || different !== null) return;
    // Where the owner's page opens once there is an owner.
    history.replaceState(null, "", FIRST_STEPS);
    submission.run(() => onSetUp(account, zone.value));
  };
  return (
    <CardPage {...page} title={words.title} lead={words.lead}>
      <form class="form" onSubmit={submit} noValidate>
        <AccountFields draft={draft} own name={{ label: words.name, hint: words.nameHint }} t={t} />
        <Field
          label={t.account.confirm}
          value={confirm}
          error={draft.tried.value ? different : null}
          name="confirm"
          type="password"
          autocomplete="new-password"
        />
        <ZoneChoice value={zone} locale={page.locale} />
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        <button type="submit" class="button button-main button-wide" disabled={submission.busy}>{words.submit}</button>
      </form>
    </CardPage>
  );
}
