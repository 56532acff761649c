/** What may be wrong with this PC, asked when the owner wants to know, each with what helps. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { doctor as en } from "./doctor_en.ts";
import { doctor as fr, type DoctorWords } from "./doctor_fr.ts";
import { findingText } from "./finding_text.ts";

const WORDS: Readonly<Record<Locale, DoctorWords>> = { fr, en };

interface Finding {
  readonly check: string;
  readonly state: "good" | "bad" | "unknown";
  readonly said: string;
  readonly remedy: string | null;
}

/** What is wrong first. */
const RANKS: readonly Finding["state"][] = ["bad", "unknown", "good"];

export function DoctorPanel({ client, t, locale }: { client: NetworkClient; t: OwnerMessages; locale: Locale }) {
  const w = WORDS[locale];
  const found = useSignal<readonly Finding[] | null>(null);
  const submission = useSubmission();
  const look = () =>
    submission.run(() =>
      attempt(async () => {
        const { findings } = await client.request("GET", "/api/doctor") as { readonly findings: readonly Finding[] };
        found.value = findings.toSorted((a, b) => RANKS.indexOf(a.state) - RANKS.indexOf(b.state));
      })
    );
  const bad = found.value?.filter(({ state }) => state === "bad").length ?? 0;
  return (
    <section class="pane" aria-labelledby="doctor-title">
      <header class="pane-head">
        <h2 id="doctor-title">{w.title}</h2>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={() => void look()}>{w.look}</button>
      </header>
      <p class="pane-lead" role="status">{submission.busy ? w.looking : found.value === null ? w.lead : w.count(bad)}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {found.value !== null && (
        <ul class="rows">
          {found.value.map(({ check, state, said, remedy }) => (
            <li key={check} class="row">
              <span class="row-main">
                <span class="row-title">{w.checks[check] ?? check}</span>
                <span class="row-about">{findingText(said, locale)}</span>
                {remedy !== null && <span class="row-about">→ {remedy}</span>}
              </span>
              <span class={`chip ${state === "good" ? "chip-payee" : state === "bad" ? "chip-gone" : "chip-short"}`}>
                {w.states[state]}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
