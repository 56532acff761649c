/** One of a few, side by side, of which each press chooses another. */
interface SegmentsProps<T> {
  /** What is chosen. */
  label: string;
  options: readonly T[];
  chosen: T | null;
  /** More than stand in one line. */
  wrap?: boolean;
  /** The dialog that it stands in begins here. */
  first?: boolean;
  nameOf: (option: T) => string;
  onChoose: (option: T) => void;
}

export function Segments<T extends string | number | boolean>(
  { label, options, chosen, wrap = false, first = false, nameOf, onChoose }: SegmentsProps<T>,
) {
  return (
    <div class={wrap ? "segments segments-wrap" : "segments"} role="group" aria-label={label}>
      {options.map((option, at) => (
        <button
          type="button"
          key={option}
          class="segment"
          aria-pressed={option === chosen}
          data-first={first && at === 0 ? "" : undefined}
          onClick={() => onChoose(option)}
        >
          {nameOf(option)}
        </button>
      ))}
    </div>
  );
}
