/** The seller's keys. Digits by their place: an AZERTY keyboard needs Shift for them. */
import type { Signal } from "@preact/signals";
import type { RefObject } from "preact";
import { ONE, parseQuantity, stepped } from "../../../shared/quantity.ts";
import { digitOf, useShortcuts } from "../../components/shortcuts.ts";
import type { VendeurWork } from "../store/work.ts";
import { insertText } from "../../scanner/listener.ts";
import { isCounted } from "../../ticket/recount.ts";
import type { Open } from "./dialogs.tsx";

/** Characters of a typed quantity. */
const LONGEST = 8;

interface VendeurKeys {
  store: VendeurWork;
  search: RefObject<HTMLInputElement | null>;
  note: RefObject<HTMLInputElement | null>;
  waitingRow: RefObject<HTMLUListElement | null>;
  /** What is searched for. */
  text: Signal<string>;
  category: Signal<number | null>;
  /** Digits that are not a quantity yet. */
  typed: Signal<string>;
  open: Signal<Open | null>;
  view: Signal<"products" | "ticket">;
  send: () => void;
  putAside: () => void;
  /** Thousandths. */
  setQuantity: (lineId: string, quantity: number) => void;
}

export function useVendeurKeys(keys: VendeurKeys): void {
  useShortcuts((event, inField) => {
    const named = namedKey(keys, event.key, inField);
    if (named !== null) return named;
    if (inField) return false;
    return countingKey(keys, event) || lineKey(keys, event) || letterKey(keys, event);
  });
}

/** Keys that no field needs; null for any other. */
function namedKey(keys: VendeurKeys, key: string, inField: boolean): boolean | null {
  const { open, view, search, note, waitingRow } = keys;
  switch (key) {
    case "F2":
      show(view, "products", search);
      search.current?.select();
      return true;
    case "F3":
      if (keys.store.products.deposits.peek().length > 0) open.value = { kind: "deposits" };
      return true;
    case "F4":
      open.value = { kind: "customer" };
      return true;
    case "F7":
      keys.putAside();
      return true;
    case "F8":
      show(view, "ticket", note);
      return true;
    case "F9":
      keys.send();
      return true;
    case "F10":
      waitingRow.current?.querySelector("button")?.focus();
      return true;
    case "Escape":
      return goBack(keys, inField);
    default:
      return null;
  }
}

/** On a narrow screen the field may have to appear before it can have the focus. */
function show(view: VendeurKeys["view"], wanted: "products" | "ticket", field: RefObject<HTMLInputElement | null>): void {
  view.value = wanted;
  field.current?.focus();
  if (document.activeElement !== field.current) setTimeout(() => field.current?.focus());
}

/** One step back: what was typed last goes first. */
function goBack({ store, text, typed }: VendeurKeys, inField: boolean): boolean {
  if (inField) {
    if (text.peek() === "" || (document.activeElement as HTMLInputElement).name !== "search") {
      (document.activeElement as HTMLElement).blur();
    } else text.value = "";
  } else if (typed.peek() !== "") typed.value = "";
  else if (store.quantity.peek() !== ONE) store.quantity.value = ONE;
  else if (store.scans.problems.peek().length > 0) store.scans.clear();
  else if (text.peek() !== "") text.value = "";
  else store.desk.forgetLast();
  return true;
}

function countingKey({ store, typed, setQuantity }: VendeurKeys, event: KeyboardEvent): boolean {
  const digit = digitOf(event);
  const { key } = event;
  if (digit !== null) {
    if (typed.peek().length < LONGEST) typed.value += digit;
    return true;
  }
  if (typed.peek() === "") return false;
  if (key === "," || key === ".") {
    if (!/[.,]/.test(typed.peek())) typed.value += key;
  } else if (key === "Backspace") typed.value = typed.peek().slice(0, -1);
  else if (key === "*" || key === "×" || key === "Enter") {
    const quantity = parseQuantity(typed.peek());
    const line = store.line.peek();
    typed.value = "";
    if (quantity === null) return true;
    if (key === "Enter" && line !== null) setQuantity(line, quantity * signOf(store, line));
    else store.quantity.value = quantity;
  } else return false;
  return true;
}

/** Of a line on which something comes back so many come back. */
function signOf(store: VendeurWork, lineId: string): 1 | -1 {
  return (store.ticket.lines.peek().find(({ id }) => id === lineId)?.quantity ?? 1) < 0 ? -1 : 1;
}

function lineKey({ store, category, text, setQuantity }: VendeurKeys, event: KeyboardEvent): boolean {
  const lines = store.ticket.lines.peek();
  const at = lines.findIndex(({ id }) => id === store.line.peek());
  const line = lines[at];
  switch (event.key) {
    case "+":
    case "-":
    case "Delete": {
      const step = event.key === "+" ? ONE : event.key === "-" ? -ONE : -Infinity;
      const quantity = stepped(line?.quantity ?? 0, step);
      const changes = line !== undefined && (event.key === "Delete" || isCounted(line));
      // Held down, none takes a line off: the next one would be in its place.
      if (changes && (quantity !== 0 || !event.repeat)) setQuantity(line.id, quantity);
      return true;
    }
    case "ArrowUp":
    case "ArrowDown": {
      if (lines.length === 0) return false;
      const next = event.key === "ArrowUp"
        ? Math.max(0, (at === -1 ? lines.length : at) - 1)
        : Math.min(lines.length - 1, at + 1);
      store.line.value = lines[next]!.id;
      return true;
    }
    case "PageUp":
    case "PageDown": {
      const ids = [null, ...store.categories.rows.peek()?.map(({ id }) => id) ?? []];
      const step = event.key === "PageDown" ? 1 : -1;
      category.value = ids[(ids.indexOf(category.peek()) + step + ids.length) % ids.length] ?? null;
      text.value = "";
      return true;
    }
    default:
      return false;
  }
}

/** A letter begins a search; `?` shows the keys. */
function letterKey({ search, open, view }: VendeurKeys, { key }: KeyboardEvent): boolean {
  if (key === "?") {
    open.value = { kind: "keys" };
    return true;
  }
  if (!/^\p{L}$/u.test(key)) return false;
  show(view, "products", search);
  search.current?.select();
  // Into the field itself and at once: the next letter may be on its way already.
  if (search.current !== null) insertText(search.current, key);
  return true;
}
