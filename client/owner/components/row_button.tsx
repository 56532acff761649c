/** What one row of a list can have done to it. */
interface RowButtonProps {
  /** The same in every row. */
  label: string;
  /** What it does and to which, for those who do not see the row. */
  of: string;
  disabled?: boolean;
  onPress: () => void;
}

export function RowButton({ label, of, disabled = false, onPress }: RowButtonProps) {
  return (
    <button type="button" class="button button-quiet" aria-label={of} disabled={disabled} onClick={onPress}>
      {label}
    </button>
  );
}
