/** The page: makes the client, the store and the screens, and draws them. */
import "./common.ts";
import { effect } from "@preact/signals";
import { render } from "preact";
import type { Locale } from "../shared/errors.ts";
import { App } from "./app.tsx";
import { Screens } from "./screens.tsx";
import { NetworkClient } from "./network/network_client.ts";
import { pageStorage } from "./network/page_storage.ts";
import { platformFor } from "./network/platform.ts";
import { keepText } from "./network/shelf.ts";
import { Renewal } from "./shell/store/renewal.ts";
import { Store } from "./shell/store/store.ts";
import { firstLocale } from "./shell/words/first_locale.ts";
import { goByServer, goByZone } from "./shell/words/shop_clock.ts";

const LOCALE_KEY = "comptoir.locale";

const storage = pageStorage();
const screens = new Screens(firstLocale(storage.getItem(LOCALE_KEY), navigator.languages));
const client = new NetworkClient(platformFor({ baseUrl: location.origin, storage }), () => screens.locale);
const store = new Store(client, (role) => screens.enter(role));

function fieldInHand(): string {
  const field = document.activeElement;
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : "";
}

async function chooseLocale(chosen: Locale): Promise<void> {
  if (!await screens.choose(chosen)) return;
  // A full storage forgets the choice, no more.
  keepText(storage, LOCALE_KEY, chosen);
}

effect(() => {
  document.documentElement.lang = screens.spoken.value?.locale ?? screens.locale;
});
goByServer(() => client.serverNow());
// Before anybody is signed in the server says it, then the shop itself, which may change it.
effect(() => {
  const marks = store.marks.rows.value?.[0];
  goByZone(marks?.zone ?? store.state.value.health?.time_zone ?? null, marks?.dayEnd ?? 0);
});
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, () => store.turns.touched(), { capture: true, passive: true });
}
addEventListener("online", () => client.wake());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") client.wake();
});
// Another tab of this machine has changed the ticket in hand, added to the outbox, or sent from it.
addEventListener("storage", () => store.noticed());
addEventListener("pagehide", (event) => {
  // A page kept for going back lives on; any other ends here.
  if (!event.persisted) {
    renewal.stop();
    store.stop();
  }
});

// What stands in a field or is asked in a dialog is lost with the page.
const isTyping = () => document.querySelector("dialog[open]") !== null || fieldInHand() !== "";
const renewal = new Renewal(store, isTyping, () => location.reload());

// The server is looked for while the words are on their way.
store.start();
renewal.start();
screens.choose(screens.locale);
render(<App store={store} screens={screens} port={location.port} onLocale={chooseLocale} />, document.getElementById("app")!);
