/** The words of the scale beside a till, in French. */
import { scale as pad } from "../../../catalogue/words/scale_fr.ts";

export const scale = {
  asking: pad.asking,
  reasons: pad.reasons,
  address: "Balance",
  hint:
    "Facultatif. Une balance Toledo 8217, en kilogrammes\u00a0: 192.168.1.60:4001 (un boîtier série du réseau), ou /dev/ttyUSB0 sur ce PC (9600 bauds, 7 bits, parité paire).",
  save: "Enregistrer la balance",
  saved: "Enregistré. Posez quelque chose, puis essayez.",
  removed: "Enregistré\u00a0: cette caisse n’a plus de balance.",
  tryOut: "Essayer la balance",
};

export type TillScaleMessages = Readonly<typeof scale>;
