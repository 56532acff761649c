/** One customer: what is kept, what was agreed to, what was bought, and the ways to take it along, join it or let it go. */
import { useSignal } from "@preact/signals";
import { Empty, Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import { LiveList } from "../../../network/live_list.ts";
import { formatMoment } from "../../../shell/words/words.ts";
import { keepFile } from "../../components/kept_file.ts";
import { SureDialog } from "../../components/sure_dialog.tsx";
import { addressOf, goTo } from "../../pages/place.ts";
import { useSectionWork } from "../../pages/section_props.ts";
import { AccountPanel } from "./account_panel.tsx";
import { ConsentPanel } from "./consent_panel.tsx";
import { CustomerForm } from "./customer_form.tsx";
import { type Customer, fetchCustomer } from "./customer_rows.ts";
import type { CustomersProps } from "./customers_list.tsx";
import { MergeDialog } from "./merge_dialog.tsx";
import { PurchasePanel } from "./purchase_panel.tsx";

export function CustomerPage({ id, ...props }: CustomersProps & { id: number }) {
  const { work, t, w } = props;
  const one = useSectionWork(() =>
    new LiveList(work.client, ["clients", "consentements"], async () => [await fetchCustomer(work.client, id)])
  );
  const rows = one.rows.value;
  if (one.failure.value !== null) return <FailureNote failure={one.failure.value} t={t} />;
  if (rows === null) return <Loading label={t.owner.loading} />;
  const customer = rows[0] ?? null;
  if (customer === null) return <Empty icon="people" title={w.unknown} />;
  return (
    <>
      <CustomerForm customer={customer} {...props}>
        <Deeds customer={customer} {...props} />
      </CustomerForm>
      <AccountPanel id={id} {...props} />
      <ConsentPanel id={id} {...props} />
      <PurchasePanel id={id} {...props} />
    </>
  );
}

function Deeds({ customer: { id, name, lastContact, silent }, work, t, w, locale }: CustomersProps & { customer: Customer }) {
  const asked = useSignal<"merge" | "erase" | null>(null);
  const submission = useSubmission();
  const take = () =>
    attempt(async () => {
      const text = JSON.stringify(await work.export(id), null, 2);
      keepFile(new Blob([text], { type: "application/json" }), w.fileName(id));
    });
  const leave = async (deed: () => ReturnType<typeof work.erase>, to: string) => {
    if (await submission.run(deed)) goTo(to, true);
  };
  return (
    <>
      <p class={silent ? "customer-contact customer-late" : "customer-contact"}>
        {silent ? w.toErase : `${w.lastContact} : ${formatMoment(lastContact, locale, new Date())}`}
      </p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      <div class="customer-deeds">
        <button
          type="button"
          class="button button-plain"
          disabled={submission.busy}
          onClick={() => void submission.run(() => work.contacted(id))}
        >
          {w.contacted}
        </button>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => void submission.run(take)}>
          {w.export}
        </button>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => asked.value = "merge"}>
          {w.merge}
        </button>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => asked.value = "erase"}>
          {w.erase}
        </button>
      </div>
      {asked.value === "merge" && (
        <MergeDialog
          id={id}
          name={name}
          work={work}
          t={t}
          w={w}
          onMerge={(into) => void leave(() => work.merge(id, into), addressOf("customers", into))}
          onClose={() => asked.value = null}
        />
      )}
      {asked.value === "erase" && (
        <SureDialog
          title={w.eraseTitle(name)}
          body={w.eraseBody}
          deed={w.eraseDeed}
          t={t}
          onSure={() => void leave(() => work.erase(id), addressOf("customers"))}
          onClose={() => asked.value = null}
        />
      )}
    </>
  );
}
