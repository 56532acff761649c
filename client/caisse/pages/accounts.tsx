/** Customers who come to pay what they owe: found, how much and by what, and its receipt. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formatCents } from "../../../shared/money.ts";
import type { SettlementData } from "../../../shared/settlement.ts";
import { settlementArticle } from "../../../shared/receipt/settlement_receipt.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { usePaperKey } from "../../components/paper_key.ts";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import { useTyped } from "../../scanner/typed.ts";
import { AccountList } from "../components/account_list.tsx";
import { amountOf, Keypad, padKeyOf, typed } from "../components/keypad.tsx";
import { OwnersCode } from "../components/owners_code.tsx";
import { PrintButton } from "../components/print_button.tsx";
import { ReasonDialog } from "../components/reason_dialog.tsx";
import { ReceiptPrint } from "../components/receipt_print.tsx";
import { SettledList } from "../components/settled_list.tsx";
import { type Account, cancelSettled, copyOf, fetchAccounts, fetchSettled, settle, type Settled } from "../store/accounts.ts";
import type { AsideProps } from "./screen_props.ts";
import { usePrinting } from "./printing.ts";
import { sendReport, tillPrinter } from "../store/till_printer.ts";
import { FollowedPrint } from "./followed_print.tsx";
import { useTillPrint } from "./use_till_print.ts";
import { BackButton } from "../components/back_button.tsx";
import { Segments } from "../components/segments.tsx";

const MEANS = ["especes", "carte", "cheque", "virement", "autre"] as const;

export function CaisseAccounts({ store, t, locale, online, busy }: AsideProps) {
  const { caisse, client } = store;
  const words = t.caisse.account;
  const { settlements } = caisse;
  const entry = useTyped();
  const search = useSignal("");
  const accounts = useSignal<readonly Account[] | null>(null);
  const chosen = useSignal<Account | null>(null);
  const means = useSignal<typeof MEANS[number]>("especes");
  const code = useSignal("");
  const cancelling = useSignal(false);
  /** What came in before, while it is looked at. */
  const settled = useSignal<readonly Settled[] | null>(null);
  const looking = useSignal(false);
  const copied = useSignal<number | null>(null);
  const submission = useSubmission();
  const printing = usePrinting(client.platform.storage, t.receipt, locale);
  const tillPrint = useTillPrint(client, null);
  const last = settlements.last.value;
  useEffect(() => {
    const read = async () => {
      const found = await fetchAccounts(client, store.marks.peek()?.training ?? false);
      accounts.value = found;
      chosen.value = found.find(({ id }) => id === (chosen.peek()?.id ?? last?.client_id)) ?? null;
    };
    submission.run(() => attempt(read));
    if (last !== null) entry.value = code.value = "";
    copied.value = tillPrint.value = null;
  }, [last]);
  const account = chosen.value;
  const owed = account?.owed ?? 0;
  const cents = amountOf(entry.value) || owed;
  const money = (amount: number) => formatCents(amount, locale);
  const failure = submission.failure ?? caisse.problem.value;
  const wordWanted = failure?.code === "owner_wanted" || failure?.code === "approval_invalid" || code.value !== "";
  const waits = busy || !online || submission.busy;
  const take = () => {
    if (!waits && account !== null && cents > 0 && cents <= owed) {
      settle(settlements, account.id, { cents, mode: means.value, code: code.value.trim() });
    }
  };
  const name = accounts.value?.find(({ id }) => id === last?.client_id)?.name ?? account?.name ?? "";
  const show = (settled: SettlementData) => printing.show(settlementArticle(settled, name, t.receipt, locale));
  const look = () => {
    settled.value = null;
    looking.value = true;
    submission.run(() =>
      attempt(async () => {
        settled.value = await fetchSettled(client, account!.id);
      })
    );
  };
  const copy = (id: number) =>
    submission.run(() =>
      attempt(async () => {
        const one = await copyOf(client, id);
        show(one);
        copied.value = one.duplicata!;
      })
    );
  const isOut = tillPrint.value?.etat === "imprimee" || tillPrint.value?.etat === "inconnue";
  useEffect(() => {
    // What was put out there, or may have been, is a copy from now on, whoever prints it.
    if (isOut) settlements.printed = true;
  }, [isOut]);
  const print = async () => {
    if (last === null || waits) return;
    if (await tillPrinter(client) === null) return printHere();
    const path = `/api/reglements/${last.id}/imprimer`;
    void submission.run(() =>
      attempt(async () => void (tillPrint.value = await sendReport(client, path, locale, { copie: settlements.printed })))
    );
  };
  /** By the browser. */
  const printHere = () => {
    if (last === null) return;
    if (settlements.printed) return void copy(last.id);
    settlements.printed = true;
    copied.value = 0;
    show(last);
  };
  const cancel = (reason: string, code: string) =>
    attempt(async () => settlements.note(await cancelSettled(client, last!.id, reason, code)));
  const again = () => settlements.forget();
  const leave = () => {
    if (!busy) caisse.go("queue");
  };
  usePaperKey(last === null ? null : print);
  useShortcuts((event, inField) => {
    if (cancelling.value) return false;
    const key = inField ? null : padKeyOf(event);
    if (looking.value && (key !== null || event.key === "Enter")) return false;
    if (key !== null && last === null) entry.value = typed(entry.value, key);
    else if (event.key === "Escape") looking.value ? looking.value = false : leave();
    else if (event.key === "F2" && last !== null) print();
    else if (event.key === "Enter" && !onChoice(event.target)) last === null ? take() : again();
    else return false;
    return true;
  });
  return (
    <div class="caisse-screen refund-screen">
      <section class="pane" aria-labelledby="accounts-title">
        <header class="pane-head">
          <h2 id="accounts-title">{t.caisse.titles.accounts}</h2>
          <BackButton t={t} onPress={leave} />
        </header>
        <div class="pane-body">
          <AccountList
            accounts={accounts.value}
            typed={search}
            chosen={account?.id ?? null}
            t={t}
            locale={locale}
            onChoose={(one) => {
              settlements.forget();
              looking.value = false;
              entry.value = "";
              chosen.value = one;
            }}
          />
        </div>
      </section>
      <section class="pane refund-side account-side" aria-label={words.settle}>
        <div class="due" aria-live="polite" aria-atomic="true">
          <span class="due-word">{account === null ? words.chooseFirst : `${account.name} · ${words.left}`}</span>
          <strong class="due-amount">{money(owed)}</strong>
        </div>
        {failure !== null && <FailureNote failure={failure} t={t} />}
        {copied.value !== null && copied.value > 0 && <p class="note note-good" role="status">{words.copied(copied.value)}</p>}
        {looking.value && account !== null
          ? (
            <SettledList
              settled={settled.value}
              disabled={waits}
              t={t}
              locale={locale}
              onCopy={copy}
              onBack={() => looking.value = false}
            />
          )
          : last === null
          ? (
            <>
              <Segments
                label={words.by}
                options={MEANS}
                chosen={means.value}
                wrap
                nameOf={(mode) => mode === "virement" ? words.transfer : t.caisse.modes[mode]}
                onChoose={(mode) => means.value = mode}
              />
              {wordWanted && (
                <OwnersCode
                  label={t.caisse.discounting.code}
                  value={code.value}
                  onCode={(text) => code.value = text}
                />
              )}
              {cents > owed && account !== null && <p class="stale" role="alert">{words.tooMuch(money(owed))}</p>}
              <div class="pad-side">
                <output class={entry.value === "" ? "entry entry-empty" : "entry"} aria-label={t.caisse.amount}>
                  {t.caisse.euros(entry.value || "0")}
                </output>
                <Keypad t={t} decimal disabled={busy} onKey={(key) => entry.value = typed(entry.value, key)} />
              </div>
              <MainButton disabled={waits || account === null || cents === 0 || cents > owed} onPress={take}>
                {account === null ? words.chooseFirst : owed === 0 ? words.nothing : words.take(money(cents))}
              </MainButton>
              {account !== null && (
                <button
                  type="button"
                  class="button button-quiet"
                  disabled={waits}
                  onClick={look}
                >
                  {words.before}
                </button>
              )}
            </>
          )
          : (
            <div class="account-done">
              <p class="note note-good" role="status">
                {last.montant < 0 ? words.cancelled(money(-last.montant)) : words.done(money(last.montant))}
              </p>
              <FollowedPrint client={client} print={tillPrint} t={t} onHere={null} />
              <PrintButton disabled={waits} onPrint={print}>
                {isOut || settlements.printed ? words.copy : words.print}
              </PrintButton>
              {last.montant > 0 && (
                <button
                  type="button"
                  class="button button-quiet"
                  disabled={waits}
                  onClick={() => cancelling.value = true}
                >
                  {words.cancel}
                </button>
              )}
              <MainButton disabled={busy} onPress={again}>{words.next}</MainButton>
            </div>
          )}
      </section>
      {cancelling.value && (
        <ReasonDialog
          about="cancelSettlement"
          name=""
          t={t}
          locale={locale}
          onClose={() => cancelling.value = false}
          onReason={cancel}
        />
      )}
      <ReceiptPrint html={printing.html} width={printing.width} onPrinted={printing.done} />
    </div>
  );
}
