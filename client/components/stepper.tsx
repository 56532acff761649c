/** One more, one less, and how many there are. */
import { Icon, type IconName } from "./icon.tsx";

interface StepperProps {
  /** How many, as text. */
  value: string;
  less: string;
  /** Left out for what is not counted. */
  more?: string;
  /** The group's name; left out where the row says what is counted. */
  label?: string;
  /** What less looks like when it removes. */
  lessIcon?: IconName;
  lessDisabled?: boolean;
  moreDisabled?: boolean;
  /** In a dialog: more is what it begins with. */
  first?: boolean;
  onLess: () => void;
  onMore?: () => void;
  /** The value can be typed: its button's name and what it does. */
  typing?: { readonly label: string; readonly onPress: () => void };
}

export function Stepper(props: StepperProps) {
  const {
    value,
    less,
    more,
    label,
    lessIcon = "minus",
    lessDisabled = false,
    moreDisabled = false,
    first,
    onLess,
    onMore,
    typing,
  } = props;
  return (
    <span class="stepper" {...(label === undefined ? {} : { role: "group" as const, "aria-label": label })}>
      <button type="button" disabled={lessDisabled} aria-label={less} onClick={onLess}>
        <Icon name={lessIcon} />
      </button>
      {typing === undefined
        // The screen says what came of it: a value for each line at once would be noise.
        ? <output class="stepper-value" aria-live="off">{value}</output>
        : (
          <button type="button" class="stepper-value" aria-label={typing.label} onClick={typing.onPress}>
            {value}
          </button>
        )}
      {more !== undefined && (
        <button type="button" disabled={moreDisabled} data-first={first || undefined} aria-label={more} onClick={onMore}>
          <Icon name="plus" />
        </button>
      )}
    </span>
  );
}
