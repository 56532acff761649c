/** The people of the shop. */
import "../../../common.ts";
import { TeamPanel } from "../../components/team_panel.tsx";
import type { SectionProps } from "../../pages/section_props.ts";

export function Section({ store, t, rest }: SectionProps) {
  return (
    <TeamPanel
      key={rest[0]}
      adds={rest[0] === "new"}
      accounts={store.accounts.rows.value}
      t={t}
      onAdd={(account) => store.addAccount(account)}
      onTraining={(id, training) => store.setTraining(id, training)}
    />
  );
}
