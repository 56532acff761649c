/** The page of a customer display, `/afficheur/C1`: a second window of the till, or a screen that was paired with it. */
import { computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import type { Locale } from "../../shared/errors.ts";
import { pageStorage } from "../network/page_storage.ts";
import { platformFor } from "../network/platform.ts";
import { keepText } from "../network/shelf.ts";
import { firstLocale } from "../shell/words/first_locale.ts";
import { DisplayFeed } from "./feed.ts";
import { Pairing } from "./pairing.tsx";
import { Idle, TicketScreen } from "./screen.tsx";
import { present } from "./shown.ts";
import { ScreenStorage } from "./storage.ts";
import { WORDS } from "./words/words.ts";

const LOCALE_KEY = "comptoir.display-locale";

const storage = pageStorage();
const screen = new ScreenStorage(storage);
const till = decodeURIComponent(location.pathname.split("/").at(-1)!);
const feed = new DisplayFeed(till, screen, platformFor({ baseUrl: location.origin, storage }), () => void renewed());
const locale = signal<Locale>(firstLocale(storage.getItem(LOCALE_KEY), navigator.languages));

/** Counts what the till's page has changed in this browser. */
const changes = signal(0);
const beside = computed(() => {
  changes.value;
  const person = feed.personId.value;
  return person === null ? null : screen.beside(person);
});
const signedOut = computed(() => feed.personId.value !== null && beside.value === null);
const ticket = computed(() =>
  signedOut.value ? null : present(feed.shows.value, beside.value, feed.last.value?.formation === true)
);

function chooseLocale(): void {
  locale.value = locale.value === "fr" ? "en" : "fr";
  keepText(storage, LOCALE_KEY, locale.value);
}

async function pair(code: string): Promise<void> {
  const paired = await feed.pair(code, locale.value);
  if (paired !== till) location.replace(`/afficheur/${encodeURIComponent(paired)}`);
}

/** After the server was away it may be a newer one, with a newer page. */
async function renewed(): Promise<void> {
  const page = await fetch(location.pathname).then((answer) => answer.text()).catch(() => "");
  const own = document.querySelector("script[src]")!.getAttribute("src")!;
  if (page.includes("<script") && !page.includes(own)) location.reload();
}

function Display() {
  const t = WORDS[locale.value];
  const said = { locale: locale.value, t };
  const shop = feed.shows.value?.boutique ?? screen.shopOf(till);
  const shown = ticket.value;
  return (
    <>
      <header class="display-marks">
        {feed.last.value?.demo === true && <p>{t.demo}</p>}
        {shown?.formation === true && <p>{t.training}</p>}
      </header>
      {shown !== null
        ? <TicketScreen ticket={shown} shop={shop} origin={location.origin} {...said} />
        : feed.unpaired.value && screen.shopOf(till) === ""
        ? <Pairing t={t} pair={pair} />
        : <Idle shop={shop} t={t} />}
      <footer class="display-foot">
        <span>{till}</span>
        {!feed.connected.value && !feed.unpaired.value && <span role="status">{t.away}</span>}
        <button type="button" lang={locale.value === "fr" ? "en" : "fr"} onClick={chooseLocale}>{t.other}</button>
      </footer>
    </>
  );
}

effect(() => {
  document.documentElement.lang = locale.value;
  document.title = WORDS[locale.value].title;
});
addEventListener("storage", () => {
  changes.value += 1;
  feed.stir();
});
addEventListener("online", () => feed.wake());
void feed.run();
render(<Display />, document.getElementById("display")!);
