/** What weighs for a pad: a button for each scale, and why there is no weight where there is none. Fetched apart (see weigh_buttons.tsx). */
import "../common.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../shared/errors.ts";
import { scale as en } from "../catalogue/words/scale_en.ts";
import { scale as fr, type ScaleWords } from "../catalogue/words/scale_fr.ts";
import { fetchScales, type Scale, weigh, type Weigher } from "./scales.ts";

const WORDS: Readonly<Record<Locale, ScaleWords>> = { fr, en };
/** Milliseconds for which a weight is good: what lies on the scale may be something else by then. */
const GOOD_MS = 10_000;

export interface WeighButtonsProps {
  by: Weigher;
  /** What keys type: it counts for more than a weight, and a press on a button drops it. */
  typed: Signal<string>;
  /** Grams for a while, null while there are none; undefined before anything was weighed. */
  weighed: Signal<number | null | undefined>;
  locale: Locale;
}

export function WeighButtons({ by, typed, weighed, locale }: WeighButtonsProps) {
  const t = WORDS[locale];
  const { client } = by;
  const scales = useSignal<readonly Scale[]>([]);
  /** The till whose scale is being asked. */
  const asked = useSignal<string | null>(null);
  const said = useSignal("");
  // Ends what is under way: an answer that comes late, the time for which a weight is good.
  const drop = useRef(() => {});
  const place = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // Without the server there is no scale either.
    fetchScales(by).then((found) => scales.value = found, () => {});
    const stop = typed.subscribe((text) => {
      if (text === "") return;
      drop.current();
      said.value = "";
    });
    return () => {
      stop();
      drop.current();
    };
  }, []);
  // The next Enter takes it.
  useEffect(() => {
    if (typeof weighed.value === "number") place.current?.closest("dialog")?.querySelector<HTMLElement>(".button-main")?.focus();
  }, [weighed.value]);
  const press = async (till: string) => {
    drop.current();
    typed.value = "";
    weighed.value = null;
    said.value = "";
    asked.value = till;
    let isLate = false;
    drop.current = () => {
      isLate = true;
      asked.value = null;
    };
    const { grammes, raison } = await weigh(client, till).catch(() => ({ grammes: null, raison: "serveur" }));
    if (isLate) return;
    asked.value = null;
    weighed.value = grammes;
    said.value = raison === null ? "" : t.reasons[raison] ?? "";
    if (grammes === null) return;
    drop.current = client.platform.after(GOOD_MS, () => {
      weighed.value = null;
      said.value = t.old;
    });
  };
  if (scales.value.length === 0) return null;
  return (
    <>
      {scales.value.map(({ till, label }) => (
        <button
          key={till}
          type="button"
          class="button button-plain button-wide"
          disabled={asked.value !== null}
          onClick={() => void press(till)}
        >
          {asked.value === till ? t.asking : scales.value.length === 1 ? t.weigh : t.weighAt(label)}
        </button>
      ))}
      <p ref={place} class={said.value === "" ? "" : "stale"} role="status">{said.value}</p>
    </>
  );
}
