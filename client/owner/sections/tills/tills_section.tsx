/** The tills, and how a device becomes one. */
import "../../../common.ts";
import { attempt } from "../../../network/attempt.ts";
import { JoinPanel } from "../../components/join_panel.tsx";
import { TillsPanel } from "../../components/tills_panel.tsx";
import type { SectionProps } from "../../pages/section_props.ts";

export function Section({ store, t, locale, rest }: SectionProps) {
  return (
    <div class="section-columns">
      <TillsPanel
        key={rest[0]}
        adds={rest[0] === "new"}
        tills={store.tills.rows.value}
        t={t}
        locale={locale}
        onAdd={(name, label) => store.addTill(name, label)}
        onRelease={(name) => store.releaseTill(name)}
        onInvite={(name, onInvited) => attempt(async () => onInvited(await store.inviteTill(name)))}
        onApprove={(onApproved) => attempt(async () => onApproved(await store.approve()))}
      />
      <JoinPanel network={store.network.rows.value?.[0] ?? null} t={t} />
    </div>
  );
}
