/** The keys of the cashier's screens, laid over them. */
import { KeyHelp, type KeyRow } from "../../components/key_help.tsx";
import { ACCOUNT_KEY, MODE_KEYS } from "../components/payment_pane.tsx";
import { MODES } from "../../../shared/tender.ts";
import type { Locale } from "../../../shared/errors.ts";
import type { AsideMessages } from "../words/aside.ts";

export function CaisseKeys({ t, onClose }: { t: AsideMessages; locale: Locale; onClose: () => void }) {
  return <KeyHelp title={t.caisse.keysTitle} close={t.close} groups={keyGroups(t.caisse)} onClose={onClose} />;
}

function keyGroups(t: AsideMessages["caisse"]): readonly { readonly title: string; readonly rows: readonly KeyRow[] }[] {
  const { keys, actions, direct, exchange, lookup, modes } = t;
  return [
    {
      title: keys.everywhere,
      rows: [
        { keys: ["↵"], does: keys.confirm },
        { keys: ["Esc"], does: keys.back },
        { keys: ["+"], does: keys.stray },
        { keys: ["?"], does: keys.help },
      ],
    },
    {
      title: keys.queue,
      rows: [
        { keys: ["0–9"], does: keys.digits },
        { keys: ["↑", "↓"], does: keys.arrows },
        { keys: ["F2"], does: actions.direct },
        { keys: ["F4"], does: actions.lookup },
        { keys: ["F7"], does: actions.moves },
        { keys: ["F8"], does: actions.x },
        { keys: ["F9"], does: actions.count },
        { keys: ["F10"], does: actions.accounts },
      ],
    },
    {
      title: keys.pay,
      rows: [
        { keys: ["0–9", t.decimalMark], does: keys.amount },
        { keys: ["⌫"], does: keys.eraseKey },
        ...MODES.map((mode, at) => ({ keys: [MODE_KEYS[at]!], does: modes[mode] })),
        { keys: [ACCOUNT_KEY], does: modes.compte },
        { keys: ["F2"], does: keys.print },
      ],
    },
    {
      title: keys.direct,
      rows: [
        { keys: ["3", "*"], does: keys.times },
        { keys: ["↑", "↓"], does: keys.lines },
        { keys: ["+", "−"], does: keys.count },
        { keys: [keys.deleteKey], does: keys.remove },
        { keys: ["F4"], does: direct.discountTicket },
        { keys: ["F8"], does: direct.park },
      ],
    },
    {
      title: actions.lookup,
      rows: [
        { keys: ["F2"], does: lookup.duplicate },
        { keys: ["F4"], does: lookup.all },
        { keys: ["F9"], does: exchange.start },
      ],
    },
  ];
}
