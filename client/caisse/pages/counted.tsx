import { CountedPane } from "../components/counted_pane.tsx";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import type { AsideProps } from "./screen_props.ts";

export function CaisseCounted({ store: { caisse }, t, locale }: AsideProps) {
  const result = caisse.drawer.counted.value;
  const done = () => caisse.leaveCount();
  useShortcuts((event) => {
    if (event.key !== "Enter" || onChoice(event.target)) return false;
    done();
    return true;
  });
  if (result === null) return null;
  return (
    <div class="caisse-screen narrow-screen">
      <CountedPane result={result} t={t} locale={locale} onDone={done} />
    </div>
  );
}
