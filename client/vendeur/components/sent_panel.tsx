/** After sending: the number to tell the customer, large, until the next ticket begins. */
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import type { VendeurMessages } from "../words/words.ts";
import type { LastSent } from "../store/ticket_desk.ts";
import { Icon } from "../../components/icon.tsx";

export function SentPanel({ last, online, t, locale }: { last: LastSent; online: boolean; t: VendeurMessages; locale: Locale }) {
  const { sent } = t;
  const amount = formatCents(last.total, locale);
  if (last.recall !== null) {
    return (
      <div class="sent" role="status">
        <p class="sent-title">
          <Icon name="check" />
          {sent.title} · {amount}
        </p>
        <p class="sent-tell">{sent.tell}</p>
        <p class="sent-number" aria-label={sent.number(last.recall)}>{last.recall}</p>
        <p class="sent-next">{sent.next}</p>
      </div>
    );
  }
  return (
    <div class={online ? "sent" : "sent sent-kept"} role="status">
      <p class="sent-title">
        <Icon name={online ? "send" : "offline"} />
        {online ? sent.onItsWay : sent.kept} · {amount}
      </p>
      {!online && <p class="sent-next">{sent.keptBody}</p>}
    </div>
  );
}
