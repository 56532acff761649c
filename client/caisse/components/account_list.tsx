/** Customers with an account, narrowed by what is typed: what each owes, and what may still go on it. */
import type { Signal } from "@preact/signals";
import type { Locale } from "../../../shared/errors.ts";
import { formatCents } from "../../../shared/money.ts";
import { Loading } from "../../components/empty.tsx";
import { Icon } from "../../components/icon.tsx";
import { customersFound } from "../../ticket/customer_search.ts";
import type { Account } from "../store/accounts.ts";
import type { AsideMessages } from "../words/aside.ts";

/** Rows drawn; the rest is found by search. */
const ROWS = 40;

interface AccountListProps {
  /** Null while they are fetched. */
  accounts: readonly Account[] | null;
  typed: Signal<string>;
  chosen: number | null;
  t: AsideMessages;
  locale: Locale;
  onChoose: (account: Account) => void;
}

export function AccountList({ accounts, typed, chosen, t, locale, onChoose }: AccountListProps) {
  const words = t.caisse.account;
  const found = customersFound(accounts ?? [], typed.value);
  return (
    <>
      <label class="search account-search">
        <Icon name="search" />
        <span class="visually-hidden">{words.search}</span>
        <input
          class="input"
          type="search"
          name="account"
          autocomplete="off"
          data-first
          placeholder={words.search}
          value={typed.value}
          onInput={(event) => typed.value = event.currentTarget.value}
        />
      </label>
      {accounts === null && <Loading label={words.loading} />}
      {accounts !== null && found.length === 0 && <p class="dialog-lead">{accounts.length === 0 ? words.none : words.notFound}
      </p>}
      <ul class="account-list">
        {found.slice(0, ROWS).map((account) => (
          <li key={account.id}>
            <button type="button" class="pick-row" aria-pressed={account.id === chosen} onClick={() => onChoose(account)}>
              <span class="row-title">{account.name}</span>
              <span class="row-about">
                {words.owes(formatCents(account.owed, locale))} · {words.room(formatCents(account.room, locale))}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > ROWS && <p class="dialog-lead">{words.more(found.length - ROWS)}</p>}
    </>
  );
}
