/** Whose ticket is paid, and what of it goes on that customer's account. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { ACCOUNT_MODE, type Tender } from "../../../shared/tender.ts";
import { Dialog } from "../../components/dialog.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import { AccountList } from "../components/account_list.tsx";
import { type Account, fetchAccounts } from "../store/accounts.ts";
import type { CaisseWork } from "../store/work.ts";
import type { AsideMessages } from "../words/aside.ts";

interface CaisseAccountProps {
  store: CaisseWork;
  /** Cents that are left to pay. */
  left: number;
  /** Cents that were typed; 0 for all that is left. */
  wanted: number;
  tenders: readonly Tender[];
  t: AsideMessages;
  locale: Locale;
  onGive: (tender: Tender) => void;
  onClose: () => void;
}

export function CaisseAccount({ store, left, wanted, tenders, t, locale, onGive, onClose }: CaisseAccountProps) {
  const { caisse, client } = store;
  const words = t.caisse.account;
  const typed = useSignal("");
  const accounts = useSignal<readonly Account[] | null>(null);
  const submission = useSubmission();
  useEffect(() => {
    submission.run(() =>
      attempt(async () => void (accounts.value = await fetchAccounts(client, store.marks.peek()?.training ?? false)))
    );
  }, []);
  const customer = caisse.hand.ticket.value?.customer ?? null;
  const account = accounts.value?.find(({ id }) => id === customer?.id) ?? null;
  const given = tenders.reduce((sum, { mode, amount }) => mode === ACCOUNT_MODE ? sum + amount : sum, 0);
  const room = account === null ? 0 : Math.max(0, account.room - given);
  const takes = Math.min(left, room, wanted === 0 ? left : wanted);
  const busy = submission.busy || caisse.busy.value;
  const money = (cents: number) => formatCents(cents, locale);
  const put = () => {
    if (!busy && takes > 0) onGive({ mode: ACCOUNT_MODE, amount: takes });
  };
  return (
    <Dialog title={words.title} close={t.close} onClose={onClose} class="tall">
      <div class="dialog-body">
        {customer !== null && (
          <div class="account-of" role="status">
            <p class="voucher-name">
              <span>{customer.name}</span>
              {account !== null && <strong>{words.room(money(room))}</strong>}
            </p>
            {account === null && accounts.value !== null && <p class="stale">{words.noAccount}</p>}
            {account !== null && <p class="dialog-text">{words.stands(money(account.owed), money(account.ceiling))}</p>}
          </div>
        )}
        {customer === null && <p class="dialog-text">{words.choose}</p>}
        {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
        {account !== null && left > 0 && (
          <MainButton disabled={busy || takes === 0} onPress={put}>
            {takes === 0 ? words.full : words.put(money(takes))}
          </MainButton>
        )}
        <AccountList
          accounts={accounts.value}
          typed={typed}
          chosen={customer?.id ?? null}
          t={t}
          locale={locale}
          onChoose={({ id, name }) => {
            if (!busy && given === 0) submission.run(() => attempt(() => caisse.changes.assign({ id, name })));
          }}
        />
      </div>
    </Dialog>
  );
}
