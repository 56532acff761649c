/** The words of the scale beside a till, in English. */
import { scale as pad } from "../../../catalogue/words/scale_en.ts";
import type { TillScaleMessages } from "./scale_fr.ts";

export const scale: TillScaleMessages = {
  asking: pad.asking,
  reasons: pad.reasons,
  address: "Scale",
  hint:
    "Optional. A Toledo 8217 scale, in kilograms: 192.168.1.60:4001 (a serial box on the network), or /dev/ttyUSB0 on this PC (9600 baud, 7 bits, even parity).",
  save: "Save the scale",
  saved: "Saved. Put something on it, then try.",
  removed: "Saved: this till has no scale any more.",
  tryOut: "Try the scale",
};
