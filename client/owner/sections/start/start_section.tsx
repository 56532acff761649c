/** The first run: five short steps, the account being the first, each of which may be left for later. */
import "../../../common.ts";
import { Icon } from "../../../components/icon.tsx";
import { Loading } from "../../../components/empty.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { addressOf } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { ArticlesStep } from "./articles_step.tsx";
import { PeopleStep } from "./people_step.tsx";
import { ShopStep } from "./shop_step.tsx";
import { StartWork } from "./start_work.ts";
import { type OpenStep, stepNamed, STEPS } from "./steps.ts";
import { TillsStep } from "./tills_step.tsx";
import type { StartWords } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<StartWords>(StartPage, { fr, en });

function StartPage(props: SectionProps & { readonly w: StartWords }) {
  const { store, t, w, rest } = props;
  const work = useSectionWork(() => new StartWork(store));
  const step = stepNamed(rest[0]);
  const row = work.shop.rows.value?.[0];
  const failure = work.shop.failure.value;
  return (
    <div class="start">
      <p class="start-lead">{w.lead}</p>
      <StepList step={step} w={w} />
      {failure !== null && <FailureNote failure={failure} t={t} />}
      {step === "shop" && (row === undefined
        ? failure === null && <Loading label={t.owner.loading} rows={4} />
        : <ShopStep {...props} work={work} row={row} />)}
      {step === "people" && <PeopleStep {...props} work={work} />}
      {step === "articles" && <ArticlesStep {...props} work={work} />}
      {step === "tills" && <TillsStep {...props} />}
    </div>
  );
}

function StepList({ step, w }: { step: OpenStep; w: StartWords }) {
  return (
    <ol class="start-steps" aria-label={w.stepsLabel}>
      {STEPS.map((name, at) => (
        <li key={name} class="start-step">
          {name === "account"
            ? (
              <span class="start-step-link start-step-done">
                <Icon name="check" />
                {w.steps.account}
              </span>
            )
            : (
              <a class="start-step-link" href={addressOf("start", name)} aria-current={name === step ? "step" : undefined}>
                <span class="start-step-number">{at + 1}</span>
                {w.steps[name]}
              </a>
            )}
        </li>
      ))}
    </ol>
  );
}
