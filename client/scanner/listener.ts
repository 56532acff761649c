/** Listens for a scanner on the whole page: what it types reaches nothing else, whatever has the focus. */
import type { Stop } from "../network/listeners.ts";
import type { Platform } from "../network/platform.ts";
import { BURST_MS, RUN_MAX, type Scan, Scanner } from "./scanner.ts";
import { typedNow } from "./typed.ts";

/** Milliseconds after which a burst without an Enter was typed: more than its keys may be apart, for a page that is busy hears late. */
const GIVE_BACK_MS = BURST_MS + 30;
/** The longest that a slow machine's delay of one key is waited for once more, for the next: in milliseconds. */
const LATE_MAX_MS = 1_000;
/** Keys of a burst that a field is left, as people roll over two keys; what follows is held back until it is known. */
const LEFT_TO_FIELD = 2;

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Whether what is typed there becomes text. */
function isTextField(target: EventTarget | null): target is TextField {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
}

/**
 * Tells of each scan, in order. Outside fields a typed character arrives a moment late, as an event
 * made anew, since only then is it known not to be a scanner's. `numbers`: people type numbers as long as a code into
 * fields here, such as a telephone's; elsewhere more digits than anybody types are a scan in a field too.
 */
export function listenForScans(page: Document, platform: Platform, onScan: (scan: Scan) => void, numbers: boolean): Stop {
  const scanner = new Scanner();
  const held: KeyboardEvent[] = [];
  /** Events that were held back and given back: not to be judged again. */
  const returned = new WeakSet<Event>();
  /** What each of the last characters found, to be brought back if a scan began with it. */
  let found: (() => void)[] = [];
  let stopTimer: Stop = () => {};

  const giveBack = () => {
    for (const event of held.splice(0)) {
      // The one before it may have led into a field: then this one belongs there.
      const active = page.activeElement;
      const there = event.target instanceof Element && event.target.isConnected ? event.target : page.body;
      const target = isTextField(active) ? active : there;
      const { key, code, shiftKey, ctrlKey, altKey } = event;
      // The name of a key is no text. Ctrl and Alt together are AltGr.
      if (isTextField(target) && [...key].length === 1 && ctrlKey === altKey) insertText(target, key);
      else press(target, { key, code, shiftKey, ctrlKey, altKey });
    }
  };
  const press = (target: EventTarget, init: KeyboardEventInit) => {
    const again = new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true, composed: true });
    returned.add(again);
    target.dispatchEvent(again);
  };
  const over = () => {
    scanner.forget();
    giveBack();
  };
  /** `late`: milliseconds from a key to its being heard; where the browser hands keys over slowly, the next is as late again. */
  const wait = (late: number) => {
    stopTimer();
    const forMs = GIVE_BACK_MS + late;
    const due = platform.now() + forMs;
    // A page that was busy until now has keys of that time still to hear.
    stopTimer = platform.after(forMs, () => platform.now() - due > BURST_MS ? wait(late) : over());
  };
  const hold = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const onKey = (event: KeyboardEvent) => {
    // What an input method composes is no scanner's, nor is a key held down.
    if (returned.has(event) || event.isComposing || event.repeat) return;
    const { length } = scanner;
    const verdict = scanner.feed(event, event.timeStamp);
    if (verdict.kind === "scan" && (verdict.checked || !numbers || !isTextField(event.target))) {
      stopTimer();
      held.length = 0;
      hold(event);
      // Of a slow scan the page has had all, of a fast one what a field was left; what was typed before either stays.
      found.at(-(verdict.typed || length))?.();
      return onScan(verdict.scan);
    }
    if (verdict.kind === "scan" || verdict.fresh) giveBack();
    if (verdict.kind !== "maybe") return;
    wait(Math.min(LATE_MAX_MS, Math.max(0, performance.now() - event.timeStamp)));
    const inField = isTextField(event.target);
    found = [...found, inField ? fieldNow(event.target) : typedNow()].slice(-Math.max(RUN_MAX, scanner.length));
    // Behind one that is held, each waits: letters stay in their order.
    if (inField && held.length === 0 && scanner.length <= LEFT_TO_FIELD) return;
    held.push(event);
    hold(event);
  };

  page.addEventListener("keydown", onKey, { capture: true });
  return () => {
    page.removeEventListener("keydown", onKey, { capture: true });
    stopTimer();
  };
}

/** Brings back what stands in a field now. */
function fieldNow(field: TextField): () => void {
  const { value, selectionStart, selectionEnd } = field;
  return () => {
    if (field.value === value) return;
    field.value = value;
    // Some kinds of input know no selection.
    if (selectionStart !== null) field.setSelectionRange(selectionStart, selectionEnd);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
}

/** Types text into a field, as a person would. */
export function insertText(field: TextField, text: string): void {
  if (field.selectionStart === null) field.value += text;
  else field.setRangeText(text, field.selectionStart, field.selectionEnd ?? field.selectionStart, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: text, inputType: "insertText" }));
}
