/** What was scanned out of place, over whichever screen: said, and added to a ticket on one key. */
import { StrayNotice } from "../components/stray_notice.tsx";
import { useShortcuts } from "../../components/shortcuts.ts";
import { ScanProblems } from "../../scanner/scan_problems.tsx";
import type { AsideProps } from "./screen_props.ts";

/** Not a digit, nor a letter of a search, nor a key that browsers own. */
const ADD_KEY = "+";

export function CaisseStrays({ store: { caisse }, t, locale, online, busy }: AsideProps) {
  const { strays, screen, hand, till } = caisse;
  const articles = strays.articles.value;
  const problems = strays.desk.problems.value;
  const words = t.caisse.strays;
  const shown = screen.value;
  const inHand = shown === "pay" && hand.ticket.value?.state === "en_caisse";
  const action = till.state.value.kind !== "open"
    ? null
    : shown === "pay" || shown === "direct"
    ? words.add
    : shown === "count"
    ? words.keep
    : words.direct;
  // There it is one more of the line in hand.
  const keyed = shown !== "direct";
  const disabled = busy || (inHand && !online);
  useShortcuts(({ key, target }, inField) => {
    if (key !== ADD_KEY || articles.length === 0 || action === null || disabled || !keyed) return false;
    // Of words it is a part, of a number it is none.
    if (inField && !(target as HTMLElement).matches("[inputmode=numeric], [name=number]")) return false;
    caisse.addStrays();
    return true;
  });
  return (
    <>
      {articles.length > 0 && (
        <StrayNotice
          strays={articles}
          action={action}
          keyName={keyed ? ADD_KEY : null}
          disabled={disabled}
          t={t}
          locale={locale}
          onAdd={() => caisse.addStrays()}
          onClose={() => strays.drop(articles)}
        />
      )}
      {problems.length > 0 && (
        <ScanProblems
          problems={problems}
          t={t.picker}
          locale={locale}
          onDismiss={(id) => strays.desk.dismiss(id)}
        />
      )}
    </>
  );
}
