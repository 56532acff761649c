/** What the shop still lacks, each with the place where it is done: all of it before the first sale, what is missing afterwards. */
import { Icon } from "../../../components/icon.tsx";
import { addressOf } from "../../pages/place.ts";
import type { OverviewWords } from "./words.ts";

/** What there is; what is not known yet is not called missing. */
export interface Ready {
  readonly name: boolean;
  readonly papers: boolean;
  readonly person: boolean;
  readonly article: boolean;
  readonly till: boolean;
}

const PLACES: Readonly<Record<keyof Ready, string>> = {
  name: addressOf("start", "shop"),
  papers: addressOf("start", "shop"),
  person: addressOf("start", "people"),
  article: addressOf("start", "articles"),
  till: addressOf("start", "tills"),
};
const STEPS = Object.keys(PLACES) as readonly (keyof Ready)[];

export function FirstSteps({ ready, w: { first } }: { ready: Ready; w: OverviewWords }) {
  return (
    <section class="pane first-steps" aria-labelledby="first-title">
      <header class="first-head">
        <h2 id="first-title">{first.title}</h2>
        <p>{STEPS.every((step) => ready[step]) ? first.ready : first.body}</p>
      </header>
      <StepList steps={STEPS} ready={ready} w={first} />
    </section>
  );
}

/** Nothing, once nothing is missing. A till that is closed is none by then. */
export function StillMissing({ ready, w: { first } }: { ready: Ready; w: OverviewWords }) {
  const missing = STEPS.filter((step) => step !== "till" && !ready[step]);
  if (missing.length === 0) return null;
  return (
    <section class="pane first-steps" aria-labelledby="missing-title">
      <header class="pane-head">
        <h2 id="missing-title">{first.missing}</h2>
      </header>
      <StepList steps={missing} ready={ready} w={first} />
    </section>
  );
}

function StepList({ steps, ready, w }: { steps: readonly (keyof Ready)[]; ready: Ready; w: OverviewWords["first"] }) {
  return (
    <ol class="first-list">
      {steps.map((step, at) => (
        <li key={step} class={ready[step] ? "first-step first-done" : "first-step"} data-step={step}>
          <span class="row-initial" aria-hidden="true">{ready[step] ? <Icon name="check" /> : at + 1}</span>
          <span class="row-main">
            <a class="first-link" href={PLACES[step]}>{w[step]}</a>
            <span class="row-about">{w[`${step}Hint`]}</span>
          </span>
          <span class={ready[step] ? "chip chip-payee" : "chip chip-brouillon"}>{ready[step] ? w.done : w.todo}</span>
        </li>
      ))}
    </ol>
  );
}
