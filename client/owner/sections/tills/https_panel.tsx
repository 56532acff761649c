/** How tills come by HTTPS: made here at a press, told to devices, and in the end insisted on. */
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import type { Network } from "../../store/rows.ts";
import type { SectionProps } from "../../pages/section_props.ts";
import type { TillWork } from "./till_work.ts";
import type { HttpsMessages } from "./https_fr.ts";
import { Switch } from "../../components/switch.tsx";
import { LANGUAGE } from "../../../../shared/language.ts";

interface HttpsPanelProps extends Pick<SectionProps, "t" | "locale"> {
  network: Network;
  work: TillWork;
  w: HttpsMessages;
}

export function HttpsPanel({ network: { https, https_only }, work, t, w, locale }: HttpsPanelProps) {
  const submission = useSubmission();
  return (
    <section class="pane https" aria-labelledby="https-title">
      <header class="pane-head">
        <h2 id="https-title">HTTPS</h2>
        {https === null && (
          <button
            type="button"
            class="button button-plain"
            disabled={submission.busy}
            onClick={() => submission.run(() => work.makeHttps())}
          >
            {w.make}
          </button>
        )}
      </header>
      <p class="pane-lead">{https === null ? w.none : w.lead}</p>
      {https !== null && (
        <>
          <dl class="https-facts">
            <dt>{w.trust}</dt>
            {https.trust.map((address) => <dd key={address} class="address">{address}</dd>)}
            <dt>{w.fingerprint}</dt>
            <dd>{https.fingerprint}</dd>
            <dt>{w.addresses}</dt>
            {https.addresses.map((address) => <dd key={address} class="address">{address}</dd>)}
            <dt>{w.until}</dt>
            <dd>
              {new Date(https.until).toLocaleDateString(LANGUAGE[locale], {
                dateStyle: "long",
                timeZone: "UTC",
              })}
            </dd>
          </dl>
          <div class="https-only">
            <Switch
              label={w.only}
              on={https_only}
              disabled={submission.busy}
              onPress={() => submission.run(() => work.insistOnHttps(!https_only))}
            />
            <p class="row-about">{w.onlyHint}</p>
          </div>
        </>
      )}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </section>
  );
}
