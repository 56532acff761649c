/** Asks before something is ended or taken away. */
import type { Signal } from "@preact/signals";
import { Dialog } from "../../components/dialog.tsx";
import type { OwnerMessages } from "../words/words.ts";

interface SureDialogProps {
  title: string;
  /** What it means. */
  body: string;
  /** What the button is called that does it. */
  deed: string;
  t: OwnerMessages;
  onSure: () => void;
  onClose: () => void;
}

export function SureDialog({ title, body, deed, t, onSure, onClose }: SureDialogProps) {
  return (
    <Dialog title={title} close={t.close} onClose={onClose}>
      <p class="dialog-body">{body}</p>
      <div class="dialog-foot">
        <button type="button" class="button button-plain" data-first onClick={onClose}>{t.owner.cancel}</button>
        <button
          type="button"
          class="button button-bad"
          onClick={() => {
            onSure();
            onClose();
          }}
        >
          {deed}
        </button>
      </div>
    </Dialog>
  );
}

interface SureAboutProps<Of> extends Pick<SureDialogProps, "deed" | "t"> {
  /** Of which it is asked; null while nothing is. */
  about: Signal<Of | null>;
  title: (of: Of) => string;
  body: (of: Of) => string;
  onSure: (of: Of) => void;
}

/** The same about one of many. */
export function SureAbout<Of>({ about, title, body, onSure, ...rest }: SureAboutProps<Of>) {
  const of = about.value;
  if (of === null) return null;
  return <SureDialog title={title(of)} body={body(of)} onSure={() => onSure(of)} onClose={() => about.value = null} {...rest} />;
}
