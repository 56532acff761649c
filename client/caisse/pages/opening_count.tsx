/** The float of a till that is to be opened, or a colleague's drawer that is taken over, counted piece by piece. */
import { useRef } from "preact/hooks";
import { openCounted, takeOver } from "../store/cash_moves.ts";
import type { NearTill } from "../store/till.ts";
import { CountScreen } from "./count_screen.tsx";
import type { AsideProps } from "./screen_props.ts";

export function CaisseOpeningCount({ till, onBack, ...props }: AsideProps & { till: NearTill; onBack: () => void }) {
  const { store: { caisse: { drawer } }, t, online } = props;
  const { openingCount, takingOver } = t.caisse;
  // As it was when the count began: one that another has opened meanwhile is not taken over by it.
  const { name, open, by: whose } = useRef(till).current;
  const by = whose ?? "";
  const words = open
    ? { title: takingOver.title(name, by), lead: takingOver.lead(by), submit: takingOver.submit }
    : { title: openingCount.title(name), lead: openingCount.lead, submit: (total: string) => openingCount.submit(name, total) };
  return (
    <>
      <h1 class="visually-hidden">{t.roles.caisse}</h1>
      <CountScreen
        {...props}
        note={null}
        warnings={online ? [] : [t.offline.title]}
        opens={words}
        onCounted={(count) => open ? takeOver(drawer, name, count) : openCounted(drawer, name, count)}
        onBack={onBack}
      />
    </>
  );
}
