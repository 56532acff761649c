/** The sections of the console, in the order of its rail: each is fetched when it is first opened. */
import type { FunctionComponent } from "preact";
import { Later } from "../../components/later.tsx";
import type { OwnerIconName } from "../components/owner_icon.tsx";
import type { OwnerMessages } from "../words/words.ts";
import type { SectionProps } from "./section_props.ts";

export type SectionName = keyof OwnerMessages["console"]["sections"];

export interface Section {
  readonly name: SectionName;
  readonly icon: OwnerIconName;
  readonly Page: FunctionComponent<SectionProps>;
}

const back = () => history.back();
const section = (name: SectionName, icon: OwnerIconName, load: () => Promise<{ Section: FunctionComponent<SectionProps> }>) => {
  return { name, icon, Page: new Later(load).part("Section", back) };
};

/** The first is where one begins. */
export const SECTIONS: readonly [Section, ...Section[]] = [
  section("overview", "overview", () => import("../sections/overview/overview_section.tsx")),
  section("catalogue", "tag", () => import("../sections/catalogue/catalogue_section.tsx")),
  section("stock", "stock", () => import("../sections/stock/stock_section.tsx")),
  section("customers", "person", () => import("../sections/customers/customers_section.tsx")),
  section("exchange", "exchange", () => import("../sections/exchange/exchange_section.tsx")),
  section("books", "books", () => import("../sections/books/books_section.tsx")),
  section("team", "people", () => import("../sections/team/team_section.tsx")),
  section("tills", "till", () => import("../sections/tills/tills_section.tsx")),
  section("journal", "journal", () => import("../sections/journal/journal_section.tsx")),
  section("shop", "shop", () => import("../sections/shop/shop_section.tsx")),
  section("system", "system", () => import("../sections/system/system_section.tsx")),
];

/** Not in the rail: one is led there by what is missing. */
export const START: Section = section("start", "shop", () => import("../sections/start/start_section.tsx"));
