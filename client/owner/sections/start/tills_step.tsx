/** Where the money is taken: on tablets and PCs of the shop's network, or on this very PC. */
import { useSubmission } from "../../../components/submission.ts";
import { JoinPanel } from "../../components/join_panel.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import { StepForm } from "./step_form.tsx";
import type { StepProps } from "./step_props.ts";
import { placeOf } from "./steps.ts";

export function TillsStep({ store, t, w }: StepProps) {
  const submission = useSubmission();
  const network = store.network.rows.value?.[0] ?? null;
  const cashier = store.accounts.rows.value?.find(({ role, active }) => active && role === "caisse");
  const own = network?.own_till ?? null;
  return (
    <StepForm
      step="tills"
      title={w.tills.title}
      submission={submission}
      t={t}
      w={w}
      onSubmit={() => goTo(placeOf("tills", 1)!)}
    >
      {own !== null && (
        <section class="start-own" aria-labelledby="start-own">
          <div class="row-main">
            <h3 id="start-own">{w.tills.here}</h3>
            <p>{cashier === undefined ? w.tills.hereNobody : w.tills.hereBody(cashier.username)}</p>
          </div>
          <a class="button button-main" href={own} target="_blank" rel="noopener">{w.tills.hereOpen}</a>
        </section>
      )}
      <JoinPanel network={network} t={t} />
      <div class="start-hints">
        <section class="start-aside">
          <h3>{w.tills.wall}</h3>
          <p>{w.tills.wallBody(location.port || "80")}</p>
        </section>
        <section class="start-aside">
          <h3>{w.tills.receipt}</h3>
          <p>
            {w.tills.receiptBody} <a href={addressOf("shop")}>{w.tills.receiptLink}</a>
          </p>
        </section>
      </div>
    </StepForm>
  );
}
