/** Says that something could not be sent, on every page, until its person has decided about it. */
import type { Messages } from "../words/words.ts";
import { Icon } from "../../components/icon.tsx";

export function ProblemBanner({ count, t, onOpen }: { count: number; t: Messages; onOpen: () => void }) {
  return (
    <section class="banner" role="alert">
      <Icon name="alert" />
      <div class="banner-text">
        <strong>{t.problems.banner(count)}</strong>
        <p>{t.problems.body}</p>
      </div>
      <button type="button" class="button button-plain" onClick={onOpen}>{t.problems.show}</button>
    </section>
  );
}
