/** The one button that Enter presses, and the small mark of a key on any button. */
import type { ComponentChildren } from "preact";

export function Key({ name }: { name: string }) {
  return <kbd class="key" aria-hidden="true">{name}</kbd>;
}

interface MainButtonProps {
  children: ComponentChildren;
  disabled?: boolean;
  /** Red, for what destroys. */
  danger?: boolean;
  onPress: () => void;
}

export function MainButton({ children, disabled = false, danger = false, onPress }: MainButtonProps) {
  return (
    <button
      type="button"
      class={`button ${danger ? "button-bad" : "button-main"} button-wide main-button`}
      disabled={disabled}
      onClick={onPress}
    >
      <span>{children}</span>
      <Key name="↵" />
    </button>
  );
}
