/** The people of the shop, who of them is signed in, and what each role may do. */
import "../../../common.ts";
import { useSignal } from "@preact/signals";
import { addressOf, goTo } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import type { NewAccount } from "../../store/work.ts";
import { AccountForm } from "./account_form.tsx";
import { PersonPane } from "./person_pane.tsx";
import { RightsTable } from "./rights_table.tsx";
import { SessionTable } from "./session_table.tsx";
import { TeamList } from "./team_list.tsx";
import { TeamWork } from "./team_work.ts";
import type { TeamMessages } from "./words.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

export const Section = speaking<TeamMessages>(TeamPage, { fr, en });

function TeamPage({ store, t, w, locale, rest: [place] }: SectionProps & { readonly w: TeamMessages }) {
  const work = useSectionWork(() => new TeamWork(store.client, store));
  const said = useSignal("");
  const adding = place === "new";
  const accounts = store.accounts.rows.value;
  // `password` is the place of one's own.
  const open = accounts?.find(({ id }) => place === "password" ? id === store.userId : String(id) === place) ?? null;
  const add = async (account: NewAccount) => {
    const failure = await store.addAccount(account);
    if (failure !== null) return failure;
    said.value = t.owner.added(account.name);
    goTo(addressOf("team"));
    return null;
  };
  return (
    <>
      <p class="visually-hidden" aria-live="polite">{said.value}</p>
      <div class={open === null ? "" : "section-columns"}>
        <TeamList
          accounts={accounts}
          failure={store.accounts.failure.value}
          open={open?.id ?? null}
          userId={store.userId}
          adding={adding}
          t={t}
          w={w}
          onTraining={(id, training) => store.setTraining(id, training)}
        >
          {adding && <AccountForm t={t} onAdd={add} onCancel={() => goTo(addressOf("team"))} />}
        </TeamList>
        {open !== null && (
          <PersonPane
            key={open.id}
            account={open}
            own={open.id === store.userId}
            asks={place === "password"}
            work={work}
            t={t}
            w={w}
          />
        )}
      </div>
      <SessionTable work={work} t={t} w={w} locale={locale} />
      <RightsTable work={work} t={t} w={w} />
    </>
  );
}
