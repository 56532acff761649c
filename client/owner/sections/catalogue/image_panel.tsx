/** An article's picture: chosen from a file, made small here, shown on tiles. */
import type { Locale } from "../../../../shared/errors.ts";
import { Picture } from "../../../catalogue/picture.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { PictureDeeds } from "../../components/picture_deeds.tsx";
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
  const submission = useSubmission();
  const take = async (chosen: File) => {
    const image = await smallImage(chosen);
    if (image !== null) void submission.run(() => work.setImage(ware.id, image));
    return image !== null;
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
        <PictureDeeds
          kind="ware-picture-deeds"
          removes={ware.image !== null}
          submission={submission}
          t={t}
          w={ware.image === null ? w : { ...w, choose: w.change }}
          onTake={take}
          onRemove={() => work.setImage(ware.id, null)}
        />
      </div>
    </section>
  );
}
