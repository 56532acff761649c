/** Where one is in the console, as the address says it: `#/catalogue/12`. The browser's own keys go back and forth. */
import { useEffect, useState } from "preact/hooks";

export interface Place {
  /** The section's name; empty where the address names none. */
  readonly section: string;
  /** What stands behind it: an id, a form that is open. */
  readonly rest: readonly string[];
}

/** The address of a place, for links. */
export function addressOf(section: string, ...rest: readonly (string | number)[]): string {
  return `#/${[section, ...rest].map((part) => encodeURIComponent(part)).join("/")}`;
}

/** Goes to a place; with `replace`, as if one had never been where one is. */
export function goTo(address: string, replace = false): void {
  if (!replace) {
    location.hash = address;
    return;
  }
  history.replaceState(null, "", address);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

export function usePlace(): Place {
  const [place, set] = useState(() => placeAt(location.hash));
  useEffect(() => {
    const follow = () => set(placeAt(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return place;
}

function placeAt(hash: string): Place {
  const [section = "", ...rest] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { section, rest: rest.filter((part) => part !== "") };
}

/** A text that somebody typed into the address need not be well formed. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
