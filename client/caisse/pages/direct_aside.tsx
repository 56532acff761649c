/** Ringing up at the till, with the catalogue that it picks from and its words: fetched by itself, for the queue and its payments need none of it. */
import "../../common.ts";
import { withPicker } from "../words/picking.ts";
import { CaisseDirect as Direct } from "./direct.tsx";
import type { ScreenProps } from "./screen_props.ts";

export function CaisseDirect(props: ScreenProps) {
  return <Direct {...props} t={withPicker(props.t, props.locale)} />;
}
