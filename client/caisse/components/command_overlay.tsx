/** Over everything while a command's answer is awaited that did not come: what is asked for, and that nothing doubles. */
import { useEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { CertainCommand } from "../../network/certain_commands.ts";

interface CommandOverlayProps {
  command: CertainCommand;
  t: AsideMessages;
  locale: Locale;
  onAgain: () => void;
}

export function CommandOverlay({ command, t, locale, onAgain }: CommandOverlayProps) {
  const { certain } = t.caisse;
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current!;
    dialog.showModal();
    return () => dialog.close();
  }, []);
  const amount = formatCents(command.amount ?? 0, locale);
  const words = certain[command.kind];
  const what = typeof words === "string" ? words : words(amount);
  return (
    <dialog
      ref={ref}
      class="dialog command-overlay"
      aria-labelledby="command-title"
      onCancel={(event) => event.preventDefault()}
    >
      <div class="dialog-box command-box" role="alert">
        <p class="command-what">{what}</p>
        <h2 id="command-title">{certain.lost}</h2>
        <div class="progress" aria-hidden="true">
          <span />
        </div>
        <p>{certain.lostBody}</p>
        <button type="button" class="button button-plain button-big button-wide" onClick={onAgain}>{certain.again}</button>
      </div>
    </dialog>
  );
}
