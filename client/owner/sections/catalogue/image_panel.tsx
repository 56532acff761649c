/** An article's picture: chosen from a file, made small here, shown on tiles. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { Picture } from "../../../catalogue/picture.tsx";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { FilePick } from "../../components/file_pick.tsx";
import type { OwnerMessages } from "../../words/words.ts";
import { image as en } from "./image_en.ts";
import { image as fr, type ImageWords } from "./image_fr.ts";
import { smallImage } from "./small_image.ts";
import type { Ware } from "./ware.ts";
import type { WaresWork } from "./wares_work.ts";

const WORDS: Readonly<Record<Locale, ImageWords>> = { fr, en };

interface ImagePanelProps {
  ware: Ware;
  work: WaresWork;
  t: OwnerMessages;
  locale: Locale;
}

export function ImagePanel({ ware, work, t, locale }: ImagePanelProps) {
  const w = WORDS[locale];
  const unreadable = useSignal(false);
  const submission = useSubmission();
  const take = async (chosen: File) => {
    const image = await smallImage(chosen);
    unreadable.value = image === null;
    if (image !== null) await submission.run(() => work.setImage(ware.id, image));
  };
  return (
    <section class="pane" aria-labelledby="image-title">
      <header class="pane-head">
        <h2 id="image-title">{w.title}</h2>
      </header>
      <div class="ware-picture">
        {ware.image !== null
          ? <Picture image={ware.image} class="ware-picture-shown" />
          : <span class="ware-pictureless">{w.none}</span>}
        <div class="ware-picture-deeds">
          <FilePick label={w.file} accept="image/*" disabled={submission.busy} onPick={(file) => void take(file)}>
            <Icon name="plus" />
            {ware.image === null ? w.choose : w.change}
          </FilePick>
          {ware.image !== null && (
            <button
              type="button"
              class="button button-quiet"
              disabled={submission.busy}
              onClick={() => void submission.run(() => work.setImage(ware.id, null))}
            >
              {w.remove}
            </button>
          )}
        </div>
        {unreadable.value && <p class="note note-bad" role="alert">{w.unreadable}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      </div>
    </section>
  );
}
