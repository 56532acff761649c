/** How tills join: the addresses under which this PC is reached from the LAN. */
import type { OwnerMessages } from "../words/words.ts";
import type { Network } from "../store/rows.ts";
import { Empty, Loading } from "../../components/empty.tsx";
import { QrCode } from "../../components/qr_code.tsx";
import { PaneHead } from "./pane_head.tsx";

/** Where it has no room in a line it is parted behind its scheme, not in its port. */
function whole(address: string) {
  const behind = address.indexOf("//") + 2;
  return [address.slice(0, behind), <wbr key="wbr" />, address.slice(behind)];
}

export function JoinPanel({ network, t }: { network: Network | null; t: OwnerMessages }) {
  return (
    <section class="pane join" aria-labelledby="join-title">
      <PaneHead id="join-title" icon="network" title={t.owner.joinTitle} />
      {network === null && <Loading label={t.owner.loading} rows={1} />}
      {network?.addresses.length === 0 && <Empty icon="offline" title={t.owner.joinNone} />}
      {network !== null && network.addresses.length > 0 && (
        <>
          <p class="pane-lead">{t.owner.joinBody}</p>
          <ul class="addresses">
            {network.addresses.map((address) => (
              <li key={address} class="joining">
                <QrCode text={address} label={t.owner.joinCode(address)} />
                <span class="address">{whole(address)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
