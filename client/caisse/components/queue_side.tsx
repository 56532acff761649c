/** Beside the queue: the other work of the till, and the keypad for recall numbers. */
import type { ComponentChildren } from "preact";
import type { CaisseMessages } from "../words/words.ts";
import type { Screen } from "../store/screen.ts";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Keypad, type PadKey } from "./keypad.tsx";
import { Key, MainButton } from "../../components/main_button.tsx";

interface QueueSideProps {
  till: string;
  /** What is rung up and not paid, as text; null when nothing is. */
  direct: string | null;
  recall: string;
  /** A number that was asked for and does not wait. */
  missing: string | null;
  disabled: boolean;
  t: CaisseMessages;
  onGo: (screen: Screen) => void;
  onHelp: () => void;
  onKey: (key: PadKey) => void;
  onTake: () => void;
  /** What went wrong. */
  children?: ComponentChildren;
}

export function QueueSide({ till, direct, recall, missing, disabled, t, onGo, onHelp, onKey, onTake, children }: QueueSideProps) {
  const { actions, queue, keysHint } = t.caisse;
  const tile = (screen: Screen, icon: IconName, text: string, key: string) => (
    <button
      type="button"
      class={screen === "direct" && direct !== null ? "action action-open" : "action"}
      onClick={() => onGo(screen)}
    >
      <Icon name={icon} />
      <span>{text}</span>
      <Key name={key} />
    </button>
  );
  return (
    <aside class="pane side" aria-label={actions.till(till)}>
      <p class="side-till">
        <span class="side-dot" aria-hidden="true" />
        {actions.till(till)}
        <button type="button" class="button button-quiet side-help" onClick={onHelp}>
          <Icon name="keyboard" />
          {keysHint}
        </button>
      </p>
      <div class="actions">
        {tile("direct", "basket", direct === null ? actions.direct : actions.directGoOn(direct), "F2")}
        {tile("lookup", "receipt", actions.lookup, "F4")}
        {tile("moves", "plus", actions.moves, "F7")}
        {tile("x", "tag", actions.x, "F8")}
        {tile("count", "till", actions.count, "F9")}
      </div>
      <div class="side-space">
        {children}
        {missing !== null && <p class="stale" role="alert">{queue.noNumber(missing)}</p>}
      </div>
      <div class="pad-side">
        <output class={recall === "" ? "entry entry-empty" : "entry"} aria-label={queue.recall}>
          {recall === "" ? queue.recall : queue.number(recall)}
        </output>
        <Keypad t={t} decimal={false} disabled={disabled} onKey={onKey} />
      </div>
      <MainButton disabled={disabled || recall === ""} onPress={onTake}>
        {recall === "" ? queue.take : queue.takeNumber(recall)}
      </MainButton>
    </aside>
  );
}
