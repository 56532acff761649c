/** The page: makes the client and the store, and draws them. */
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import type { Locale } from "../shared/errors.ts";
import { firstLocale } from "./i18n.ts";
import { App } from "./pages/app.tsx";
import { MemoryStorage } from "./store/memory_storage.ts";
import { NetworkClient } from "./store/network_client.ts";
import { type KeyValueStore, platformFor } from "./store/platform.ts";
import { Store } from "./store/store.ts";

const LOCALE_KEY = "comptoir.locale";

/** A browser that forbids storage still gets a till; it only forgets with the page. */
function pageStorage(): KeyValueStore {
  try {
    const { localStorage } = globalThis;
    localStorage.getItem(LOCALE_KEY);
    return localStorage;
  } catch {
    return new MemoryStorage();
  }
}

const storage = pageStorage();
const locale = signal<Locale>(firstLocale(storage.getItem(LOCALE_KEY), navigator.languages));
const client = new NetworkClient(platformFor({ baseUrl: location.origin, storage }), () => locale.peek());
const store = new Store(client, locale);

function chooseLocale(chosen: Locale): void {
  locale.value = chosen;
  try {
    storage.setItem(LOCALE_KEY, chosen);
  } catch {
    // A full storage forgets the choice, no more.
  }
}

effect(() => {
  document.documentElement.lang = locale.value;
});
addEventListener("online", () => client.wake());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") client.wake();
});
// Another tab of this machine has changed the ticket in hand, added to the outbox, or sent from it.
addEventListener("storage", () => store.noticed());
addEventListener("pagehide", (event) => {
  // A page kept for going back lives on; any other ends here.
  if (!event.persisted) store.stop();
});

store.start();
render(<App store={store} port={location.port} onLocale={chooseLocale} />, document.getElementById("app")!);
