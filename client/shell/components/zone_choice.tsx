/** Where the shop stands: the zones that this browser knows, and what time it is in the one that is chosen. */
import type { Signal } from "@preact/signals";
import { inZone } from "../../../shared/time_zone.ts";
import { Choice } from "../../components/field.tsx";
import type { Messages } from "../words/words.ts";

export function ZoneChoice({ value, t }: { value: Signal<string>; t: Messages }) {
  const now = inZone(Date.now(), value.value, "time");
  const zones = [...new Set([value.value, ...Intl.supportedValuesOf("timeZone")])].sort();
  return (
    <Choice label={t.setup.zone} hint={t.setup.zoneHint(now)} value={value} name="zone">
      {zones.map((name) => <option key={name} value={name}>{name.replaceAll("_", " ")}</option>)}
    </Choice>
  );
}
