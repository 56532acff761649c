/** Asks before something is ended or taken away. */
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
