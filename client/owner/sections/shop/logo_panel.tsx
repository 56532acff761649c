/** The shop's logo on its receipts: chosen from a file, made black and white here. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useSubmission } from "../../../components/submission.ts";
import { PictureDeeds } from "../../components/picture_deeds.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { drawDots, oneBit, readPicture } from "./one_bit.ts";
import type { ShopWork } from "./shop_work.ts";
import type { ShopMessages } from "./words.ts";

/** Of 255: most logos are dark on light. */
const THRESHOLD = 128;

export function LogoPanel(
  { logo, work, t, w: { logo: w } }: { logo: string | null; work: ShopWork; t: OwnerMessages; w: ShopMessages },
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useSignal<ImageBitmap | null>(null);
  const threshold = useSignal(THRESHOLD);
  const submission = useSubmission();
  const take = async (chosen: File) => {
    picture.value = await readPicture(chosen);
    return picture.value !== null;
  };
  useEffect(() => {
    if (picture.value !== null && canvas.current !== null) drawDots(canvas.current, oneBit(picture.value, threshold.value));
  }, [picture.value, threshold.value]);
  const save = async () => {
    if (picture.value === null) return;
    const dots = oneBit(picture.value, threshold.value);
    if (await submission.run(() => work.setLogo(dots))) picture.value = null;
  };
  return (
    <section class="pane" aria-labelledby="logo-title">
      <header class="pane-head">
        <h2 id="logo-title">{w.title}</h2>
      </header>
      <p class="pane-lead">{w.lead}</p>
      <div class="form form-inset">
        {picture.value !== null
          ? (
            <>
              <canvas ref={canvas} class="logo-shown" role="img" aria-label={w.shown} />
              <label class="field">
                <span class="field-label">{w.darkness}</span>
                <input
                  type="range"
                  min={16}
                  max={240}
                  value={threshold.value}
                  onInput={(event) => threshold.value = Number(event.currentTarget.value)}
                />
              </label>
            </>
          )
          : logo !== null && <img class="logo-shown" src={`/images/${logo}`} alt={w.shown} />}
        <PictureDeeds
          kind="form-actions"
          removes={logo !== null && picture.value === null}
          submission={submission}
          t={t}
          w={w}
          onTake={take}
          onRemove={() => work.setLogo(null)}
        >
          {picture.value !== null && (
            <button
              type="button"
              class="button button-main"
              disabled={submission.busy}
              onClick={() => void save()}
            >
              {w.save}
            </button>
          )}
        </PictureDeeds>
      </div>
    </section>
  );
}
