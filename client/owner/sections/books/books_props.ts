/** What a part of the books is given. */
import type { SectionProps } from "../../pages/section_props.ts";
import type { BooksWords } from "./words.ts";

export interface BooksProps extends Omit<SectionProps, "rest"> {
  readonly w: BooksWords;
}
