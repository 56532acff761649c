/** What is on or off, and changes when it is pressed. */
interface SwitchProps {
  label: string;
  /** Which of several it is, for those who do not see what it stands beside. */
  of?: string;
  on: boolean;
  disabled?: boolean;
  onPress: () => void;
}

export function Switch({ label, of, on, disabled = false, onPress }: SwitchProps) {
  return (
    <button type="button" role="switch" class="switch" aria-checked={on} aria-label={of} disabled={disabled} onClick={onPress}>
      <span class="switch-track" aria-hidden="true" />
      {label}
    </button>
  );
}
