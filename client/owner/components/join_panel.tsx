/** How tills join: the addresses under which this PC is reached from the LAN. */
import type { OwnerMessages } from "../words/words.ts";
import type { Network } from "../store/rows.ts";
import { Empty, Loading } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { QrCode } from "../../components/qr_code.tsx";

export function JoinPanel({ network, t }: { network: Network | null; t: OwnerMessages }) {
  return (
    <section class="pane join" aria-labelledby="join-title">
      <header class="pane-head">
        <h2 id="join-title">
          <Icon name="network" />
          {t.owner.joinTitle}
        </h2>
      </header>
      {network === null && <Loading label={t.owner.loading} rows={1} />}
      {network?.addresses.length === 0 && <Empty icon="offline" title={t.owner.joinNone} />}
      {network !== null && network.addresses.length > 0 && (
        <>
          <p class="pane-lead">{t.owner.joinBody}</p>
          <ul class="addresses">
            {network.addresses.map((address) => (
              <li key={address} class="joining">
                <QrCode text={address} label={t.owner.joinCode(address)} />
                <span class="address">{address}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
