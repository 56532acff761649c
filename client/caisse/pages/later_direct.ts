/** Ringing up at the till is not fetched with the queue: what it shows asks for later screens itself, so it stands apart from them. */
import { Later } from "../../components/later.tsx";
import type { ScreenProps } from "./screen_props.ts";

const ringing = new Later(() => import("./direct_aside.tsx"));

export const fetchDirectWhenIdle = () => ringing.fetchWhenIdle();
export const CaisseDirect = ringing.part("CaisseDirect", ({ store: { caisse } }: ScreenProps) => caisse.go("queue"));
