/** Where the shop stands: the zones that this browser knows, and what time it is in the one that is chosen. */
import type { Signal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { inZone } from "../../../shared/time_zone.ts";
import { Choice } from "../../components/field.tsx";
import { SETUP } from "../words/setup.ts";

export function ZoneChoice({ value, locale }: { value: Signal<string>; locale: Locale }) {
  const { zone, zoneHint } = SETUP[locale];
  const now = inZone(Date.now(), value.value, "time");
  const zones = [...new Set([value.value, ...Intl.supportedValuesOf("timeZone")])].sort();
  return (
    <Choice label={zone} hint={zoneHint(now)} value={value} name="zone">
      {zones.map((name) => <option key={name} value={name}>{name.replaceAll("_", " ")}</option>)}
    </Choice>
  );
}
