/** Where the shop stands. */
import { useSignal } from "@preact/signals";
import type { Locale } from "../../../../shared/errors.ts";
import { ZoneChoice } from "../../../shell/components/zone_choice.tsx";
import { shopZone } from "../../../shell/words/shop_clock.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { type ChangeDays, MovingForm } from "./moving_form.tsx";
import type { ShopMessages } from "./words.ts";

interface ZoneFormProps {
  t: OwnerMessages;
  w: ShopMessages;
  locale: Locale;
  onChange: ChangeDays<string>;
}

export function ZoneForm({ w, ...rest }: ZoneFormProps) {
  const present = shopZone.value;
  const wanted = useSignal(present);
  return (
    <MovingForm
      title={w.zoneTitle}
      means={w.zoneMeans}
      from={w.zoneFrom}
      change={w.zoneChange}
      {...{ present, wanted, ...rest }}
    >
      <ZoneChoice value={wanted} locale={rest.locale} />
    </MovingForm>
  );
}
