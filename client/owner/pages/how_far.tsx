/** How far a piece of long work is, for who waits for it: what is done now, and of how much. */
import type { Locale } from "../../../shared/errors.ts";
import { LANGUAGE } from "../../../shared/language.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { LongWork, type WorkUnderWay } from "../store/long_work.ts";
import { words as en } from "./how_far_en.ts";
import { type HowFarMessages, words as fr } from "./how_far_fr.ts";
import { useSectionWork } from "./section_props.ts";

const WORDS: Readonly<Record<Locale, HowFarMessages>> = { fr, en };

interface HowFarProps {
  client: NetworkClient;
  work: WorkUnderWay["work"];
  locale: Locale;
}

export function HowFar({ client, work, locale }: HowFarProps) {
  const looks = useSectionWork(() => new LongWork(client));
  const { step, done, total } = looks.works.value.find((one) => one.work === work) ?? BEGINS;
  const w = WORDS[locale];
  const part = total === null ? null : Math.min(1, done / Math.max(1, total));
  const percent = new Intl.NumberFormat(LANGUAGE[locale], { style: "percent" });
  return (
    // Not told as it changes: who hears the page would hear nothing else.
    <p class="how-far">
      <progress {...part === null ? {} : { value: part }} aria-label={w.label} />
      <span>{w.steps[step]}{part === null ? "" : ` ${percent.format(part)}`}</span>
    </p>
  );
}

const BEGINS: Pick<WorkUnderWay, "step" | "done" | "total"> = { step: "begins", done: 0, total: null };
