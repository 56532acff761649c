/** A code, large enough to be read out across the counter, for as long as it is good. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { Dialog } from "../../components/dialog.tsx";
import type { OwnerMessages } from "../words/words.ts";

interface CodeDialogProps {
  title: string;
  /** Where it is typed. */
  lead: string;
  /** 6 digits. */
  code: string;
  /** RFC 3339, UTC. */
  expires: string;
  /** What it was used for; null until it was. */
  done: string | null;
  t: OwnerMessages;
  onClose: () => void;
  children?: ComponentChildren;
}

export function CodeDialog({ title, lead, code, expires, done, t, onClose, children }: CodeDialogProps) {
  const words = t.tills;
  const left = useSignal(secondsTo(expires));
  useEffect(() => {
    const timer = setInterval(() => left.value = secondsTo(expires), 1000);
    return () => clearInterval(timer);
  }, [expires]);
  const over = left.value === 0;
  return (
    <Dialog title={title} close={t.close} onClose={onClose}>
      <div class="dialog-body">
        {done !== null ? <p class="note note-good" role="status">{done}</p> : (
          <>
            <p class="dialog-lead">{lead}</p>
            {children}
            <output class={over ? "till-code till-code-over" : "till-code"} aria-label={words.code}>
              {code.slice(0, 3)} {code.slice(3)}
            </output>
            <p class="till-code-left" role={over ? "alert" : undefined}>
              {over ? words.over : words.left(Math.floor(left.value / 60), left.value % 60)}
            </p>
          </>
        )}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button button-main" data-first onClick={onClose}>{t.close}</button>
      </div>
    </Dialog>
  );
}

function secondsTo(iso: string): number {
  return Math.max(0, Math.round((Date.parse(iso) - Date.now()) / 1000));
}
