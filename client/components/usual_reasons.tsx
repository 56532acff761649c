/** The usual reasons for something, one press each; any other is typed beside them. */

interface UsualReasonsProps {
  label: string;
  reasons: readonly string[];
  chosen: string;
  /** Whether the first takes the focus of a dialog. */
  first?: boolean;
  onChoose: (reason: string) => void;
}

export function UsualReasons({ label, reasons, chosen, first = false, onChoose }: UsualReasonsProps) {
  return (
    <div class="choices" role="group" aria-label={label}>
      {reasons.map((text, at) => (
        <button
          type="button"
          key={text}
          class="choice"
          data-first={first && at === 0 ? "" : undefined}
          aria-pressed={chosen === text}
          onClick={() => onChoose(text)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
