/** What the count came to: expected, counted, and the difference in words. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { AsideMessages } from "../words/aside.ts";
import type { CountResult } from "../store/drawer.ts";
import { Icon } from "../../components/icon.tsx";
import { MainButton } from "../../components/main_button.tsx";

interface CountedPaneProps {
  result: CountResult;
  t: AsideMessages;
  locale: Locale;
  onDone: () => void;
}

export function CountedPane({ result, t, locale, onDone }: CountedPaneProps) {
  const { counted } = t.caisse;
  const { caisse, fond, attendu, compte, ecart } = result;
  const size = formatCents(Math.abs(ecart), locale);
  return (
    <section class="pane counted" aria-labelledby="counted-title">
      <h1 id="counted-title">{counted.title(caisse)}</h1>
      <dl class="facts">
        {([[counted.float, fond], [counted.expected, attendu], [counted.counted, compte]] as const).map(([name, cents]) => (
          <div key={name} class="fact">
            <dt>{name}</dt>
            <dd>{formatCents(cents, locale)}</dd>
          </div>
        ))}
      </dl>
      <p class={`variance${ecart === 0 ? " variance-none" : ""}`} role="status">
        <Icon name={ecart === 0 ? "check" : "alert"} />
        <span>
          <span class="variance-word">{counted.variance}</span>
          <strong>{ecart === 0 ? counted.exact : ecart > 0 ? counted.over(size) : counted.under(size)}</strong>
        </span>
      </p>
      <p class="pane-count">{counted.kept}</p>
      <MainButton onPress={onDone}>{counted.done}</MainButton>
    </section>
  );
}
