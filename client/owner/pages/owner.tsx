/** The administrateur on the server PC: a rail of sections, one of them open, and a palette that finds everything. */
import "../../common.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { useHeadingFocus } from "../../components/heading_focus.ts";
import { usePageTitle } from "../../components/page_title.ts";
import { useShortcuts } from "../../components/shortcuts.ts";
import type { RoleScreens } from "../../shell/role_screens.ts";
import { Palette } from "../components/palette.tsx";
import { LeftOpen } from "../components/left_open.tsx";
import { Rail } from "../components/rail.tsx";
import { OwnerWork } from "../store/work.ts";
import type { OwnerMessages } from "../words/words.ts";
import { destinations } from "./destinations.ts";
import { addressOf, goTo, usePlace } from "./place.ts";
import { SECTIONS, START } from "./sections.ts";

export const owner: RoleScreens<OwnerWork, OwnerMessages> = { Work: OwnerWork, Page: OwnerPage };

function OwnerPage({ store, t, locale }: { store: OwnerWork; t: OwnerMessages; locale: Locale }) {
  const page = useRef<HTMLElement>(null);
  const finding = useSignal(false);
  const { section, rest } = usePlace();
  const here = [...SECTIONS, START].find(({ name }) => name === section) ?? SECTIONS[0];
  const { sections } = t.console;
  const title = sections[here.name];
  usePageTitle(title, t);
  useHeadingFocus(page, here.name, "h1");
  useFindKey(() => finding.value = true);
  useEffect(() => page.current?.scrollTo(0, 0), [here.name]);
  return (
    <div class="console">
      <Rail
        sections={SECTIONS.map(({ name, icon }) => ({ name, icon, label: sections[name], href: addressOf(name) }))}
        here={here.name}
        t={t}
        onFind={() => finding.value = true}
      />
      <main class="section" ref={page}>
        <h1 class="section-title">{title}</h1>
        <LeftOpen tills={store.tills.rows.value} t={t} locale={locale} hrefOf={(name) => addressOf("tills", name)} />
        <here.Page key={here.name} store={store} t={t} locale={locale} rest={here.name === section ? rest : []} />
      </main>
      {finding.value && <Palette destinations={destinations(store, t)} t={t} onGo={goTo} onClose={() => finding.value = false} />}
    </div>
  );
}

/** Ctrl+K anywhere, or `/` outside of fields. */
function useFindKey(onFind: () => void): void {
  useShortcuts(({ key }, inField) => {
    if (key !== "/" || inField) return false;
    onFind();
    return true;
  });
  // With the page, not after its first frame: a key pressed at once is meant for what is seen.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      // Browsers go to their own search with it.
      event.preventDefault();
      if (document.querySelector("dialog[open]") === null) onFind();
    };
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
