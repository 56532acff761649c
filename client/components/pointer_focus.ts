/** What a mouse or a finger does to the focus: Enter goes on meaning what the screen says, not the button pressed last. */
import { useEffect } from "preact/hooks";

/** A button that is tapped does not take the focus from where it is. */
export function keepFocus(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest("button") !== null) event.preventDefault();
}

/** A button that took the focus loses it once it was clicked, not pressed by a key. Dialogs keep theirs. */
export function useLeaveButtons(): void {
  useEffect(() => {
    document.addEventListener("click", leaveButton);
    return () => document.removeEventListener("click", leaveButton);
  }, []);
}

function leaveButton(event: MouseEvent): void {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (event.detail > 0 && button !== null && button.closest("dialog") === null) button.blur();
}
