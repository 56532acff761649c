/** The shop's customers: found, and one of them with all that the shop keeps. */
import "../../../common.ts";
import { addressOf, goTo } from "../../pages/place.ts";
import { type SectionProps, speaking, useSectionWork } from "../../pages/section_props.ts";
import { CustomerPage } from "./customer_page.tsx";
import { CustomersList } from "./customers_list.tsx";
import { CustomersWork } from "./customers_work.ts";
import { words as en } from "./words_en.ts";
import { type Words, words as fr } from "./words_fr.ts";

export const Section = speaking<Words>(CustomersPage, { fr, en });

function CustomersPage({ store, t, w, locale, rest: [place = ""] }: SectionProps & { readonly w: Words }) {
  const work = useSectionWork(() => new CustomersWork(store.client));
  const shared = { work, t, w, locale };
  if (!/^\d{1,15}$/.test(place)) {
    return <CustomersList adding={place === "new"} onOpen={(id) => goTo(addressOf("customers", id))} {...shared} />;
  }
  return (
    <>
      <a class="back-link" href={addressOf("customers")}>← {w.back}</a>
      <CustomerPage key={place} id={Number(place)} {...shared} />
    </>
  );
}
