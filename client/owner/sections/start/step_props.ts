/** What each step is given. */
import type { SectionProps } from "../../pages/section_props.ts";
import type { StartWords } from "./words.ts";

export type StepProps = Pick<SectionProps, "store" | "t" | "locale"> & { readonly w: StartWords };
