/** What each part of the stock is given. */
import type { SectionProps } from "../../pages/section_props.ts";
import type { StockWords } from "./words.ts";

export type StockProps = SectionProps & { readonly w: StockWords };
