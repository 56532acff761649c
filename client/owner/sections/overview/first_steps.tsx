/** A shop before its first sale: what it still lacks, each with the place where it is done. */
import { Icon } from "../../../components/icon.tsx";
import { addressOf } from "../../pages/place.ts";
import type { OverviewWords } from "./words.ts";

/** What there is; null while it is not known. */
export interface Ready {
  readonly name: boolean;
  readonly article: boolean;
  readonly person: boolean;
  readonly till: boolean;
}

const PLACES: Readonly<Record<keyof Ready, string>> = {
  name: addressOf("shop"),
  article: addressOf("catalogue", "new"),
  person: addressOf("team", "new"),
  till: addressOf("tills"),
};
const STEPS = Object.keys(PLACES) as readonly (keyof Ready)[];

export function FirstSteps({ ready, w: { first } }: { ready: Ready; w: OverviewWords }) {
  return (
    <section class="pane first-steps" aria-labelledby="first-title">
      <header class="first-head">
        <h2 id="first-title">{first.title}</h2>
        <p>{STEPS.every((step) => ready[step]) ? first.ready : first.body}</p>
      </header>
      <ol class="first-list">
        {STEPS.map((step, at) => (
          <li key={step} class={ready[step] ? "first-step first-done" : "first-step"} data-step={step}>
            <span class="first-sign" aria-hidden="true">{ready[step] ? <Icon name="check" /> : at + 1}</span>
            <span class="row-main">
              <a class="first-link" href={PLACES[step]}>{first[step]}</a>
              <span class="row-about">{first[`${step}Hint`]}</span>
            </span>
            <span class={ready[step] ? "chip chip-payee" : "chip chip-brouillon"}>{ready[step] ? first.done : first.todo}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
