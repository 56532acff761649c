/** Cash put into the drawer or taken out without a sale, and the drawer opened for nothing. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { formatCents } from "../../../shared/money.ts";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";
import { MainButton } from "../../components/main_button.tsx";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { attempt } from "../../network/attempt.ts";
import { useTyped } from "../../scanner/typed.ts";
import { BackButton } from "../components/back_button.tsx";
import { amountOf, Keypad, type PadKey, padKeyOf, typed } from "../components/keypad.tsx";
import { OwnersCode } from "../components/owners_code.tsx";
import { ReasonDialog } from "../components/reason_dialog.tsx";
import { MOVE_KINDS, moveCash, type MoveKind, openWithoutSale } from "../store/cash_moves.ts";
import { useSubmission } from "../../components/submission.ts";
import { sendReport, tillPrinter } from "../store/till_printer.ts";
import { FollowedPrint } from "./followed_print.tsx";
import type { AsideProps } from "./screen_props.ts";
import { useTillPrint } from "./use_till_print.ts";
import { TextField } from "../components/text_field.tsx";

export function CaisseMoves({ store: { caisse, client }, t, locale, online, busy }: AsideProps) {
  const { moves } = t.caisse;
  const { drawer } = caisse;
  const entry = useTyped();
  const out = useSignal(true);
  const kind = useSignal<MoveKind | null>(null);
  const reason = useSignal("");
  const code = useSignal("");
  const asking = useSignal(false);
  const missing = useSignal(false);
  const cents = amountOf(entry.value);
  const waits = busy || !online;
  const moved = drawer.moved.value;
  const failure = caisse.problem.value;
  const wordWanted = failure?.code === "owner_wanted" || failure?.code === "approval_invalid" || code.value !== "";
  const leave = () => {
    if (!busy) caisse.go("queue");
  };
  const onKey = (key: PadKey) => {
    drawer.forgetMove();
    entry.value = typed(entry.value, key);
  };
  const submit = () => {
    if (waits || cents === 0) return;
    missing.value = kind.value === null || reason.value.trim() === "";
    if (kind.value === null || missing.value) return;
    moveCash(drawer, { kind: kind.value, out: out.value, cents, reason: reason.value.trim(), code: code.value.trim() });
  };
  const submission = useSubmission();
  const tillPrint = useTillPrint(client, null);
  const hasPrinter = useSignal(false);
  const print = () => {
    const path = `/api/mouvements/${moved?.id}/imprimer`;
    void submission.run(() => attempt(async () => void (tillPrint.value = await sendReport(client, path, locale))));
  };
  useEffect(() => {
    if (moved !== null) void tillPrinter(client).then((name) => hasPrinter.value = name !== null);
    tillPrint.value = null;
  }, [moved]);
  useEffect(() => {
    // Done: nothing of it stays in the form. A drawer that was only opened is none of it.
    if (moved !== null && moved.cents !== 0) entry.value = reason.value = code.value = "";
  }, [moved]);
  useShortcuts((event, inField) => {
    const key = inField ? null : padKeyOf(event);
    if (key !== null) onKey(key);
    else if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !onChoice(event.target)) submit();
    else return false;
    return true;
  });
  const choice = (name: string, chosen: boolean, choose: () => void) => (
    <button type="button" key={name} class="reason-choice" aria-pressed={chosen} onClick={choose}>{name}</button>
  );
  const amount = formatCents(cents, locale);
  return (
    <div class="caisse-screen drawer-screen">
      <section class="pane opening moves" aria-labelledby="moves-title">
        <div class="opening-text">
          <header class="moves-head">
            <h2 id="moves-title">{moves.title}</h2>
            <BackButton t={t} onPress={leave} />
          </header>
          <div class="reason-choices" role="group" aria-label={moves.direction}>
            {choice(moves.out, out.value, () => out.value = true)}
            {choice(moves.into, !out.value, () => out.value = false)}
          </div>
          <div class="reason-choices" role="group" aria-label={moves.kind}>
            {MOVE_KINDS.map((name) => choice(moves.kinds[name], kind.value === name, () => kind.value = name))}
          </div>
          <TextField
            label={t.caisse.reasons.label}
            name="move-reason"
            maxLength={500}
            placeholder={moves.reasonHint}
            value={reason.value}
            onText={(text) => reason.value = text}
          />
          {wordWanted && <OwnersCode label={t.caisse.discounting.code} value={code.value} onCode={(text) => code.value = text} />}
          {missing.value && <p class="stale" role="alert">{moves.missing}</p>}
          {failure !== null && <FailureNote failure={failure} t={t} />}
          {moved !== null && (
            <p class="note note-good" role="status">
              {moved.cents === 0 ? moves.opened : moves.done(formatCents(Math.abs(moved.cents), locale), moved.cents < 0)}
            </p>
          )}
          {moved !== null && hasPrinter.value && (
            <button type="button" class="button button-plain" disabled={waits || submission.busy} onClick={print}>
              <Icon name="print" />
              {moves.print}
            </button>
          )}
          <FollowedPrint client={client} print={tillPrint} t={t} onHere={null} />
          {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
          <button type="button" class="button button-quiet opening-code" disabled={waits} onClick={() => asking.value = true}>
            <Icon name="till" />
            {moves.openDrawer}
          </button>
        </div>
        <div class="pad-side">
          <output class={entry.value === "" ? "entry entry-empty" : "entry"} aria-label={t.caisse.amount}>
            {t.caisse.euros(entry.value || "0")}
          </output>
          <Keypad t={t} decimal disabled={busy} onKey={onKey} />
          <MainButton disabled={waits || cents === 0} onPress={submit}>
            {cents === 0 ? moves.amount : out.value ? moves.submitOut(amount) : moves.submitInto(amount)}
          </MainButton>
        </div>
      </section>
      {asking.value && (
        <ReasonDialog
          about="openDrawer"
          name=""
          t={t}
          locale={locale}
          onClose={() => asking.value = false}
          onReason={(text) => attempt(() => openWithoutSale(drawer, text))}
        />
      )}
    </div>
  );
}
