/** Ringing up at the till: catalogue, scanner, discounts, then the payment. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { formatQuantity, ONE, parseQuantity } from "../../../shared/quantity.ts";
import { DirectLines } from "../components/direct_lines.tsx";
import { DirectNews } from "../components/direct_news.tsx";
import { DirectPane } from "../components/direct_pane.tsx";
import { FailureNote } from "../../components/failure_note.tsx";
import type { Product } from "../../catalogue/catalogue.ts";
import { FavouritesButton } from "../../shell/pages/favourites.tsx";
import { ProductPicker } from "../../catalogue/product_picker.tsx";
import { ScanProblems } from "../../scanner/scan_problems.tsx";
import { useTyped } from "../../scanner/typed.ts";
import { onChoice, useShortcuts } from "../../components/shortcuts.ts";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import type { PickingMessages } from "../words/picking.ts";
import type { ScreenProps } from "./screen_props.ts";
import { DepositsDialog } from "../../shell/pages/later.ts";
import { recount } from "../../ticket/recount.ts";
import { lineInHand, lineKey } from "./direct_line_keys.ts";
import { CaisseDiscount, CaissePrice, CaisseQuantity, ReturnedLines } from "./later.ts";

export function CaisseDirect({ store, t, locale, online }: ScreenProps & { t: PickingMessages }) {
  const { caisse, products } = store;
  const { ringing } = caisse;
  const { quantity, full, parked, scans } = ringing;
  const direct = caisse.sale.ticket;
  const words = useTyped();
  const category = useSignal<number | null>(null);
  /** The line that was chosen, or changed last. */
  const chosen = useSignal<string | null>(null);
  /** What a discount is asked for: the line of an id, the whole ticket, or nothing. */
  const discounting = useSignal<string | null>(null);
  /** The line whose quantity is typed. */
  const counting = useSignal<string | null>(null);
  /** The line whose price is typed. */
  const pricing = useSignal<string | null>(null);
  /** Bottles that were brought back are counted. */
  const returning = useSignal(false);
  const search = useRef<HTMLInputElement>(null);
  const submission = useSubmission();

  // Whatever was added, by a tap or a scan, the search begins anew.
  useSignalEffect(() => {
    if (ringing.tried.value > 0) words.value = "";
  });
  useEffect(() => () => ringing.leave(), [ringing]);
  const lines = direct.lines.value;
  const { returned } = direct;
  const due = returned.reduce((due, { cents }) => due - cents, direct.total.value);
  const pay = () => {
    if (online && lines.length > 0) submission.run(() => attempt(() => caisse.payDirect()));
  };
  const park = () => {
    if (online && lines.length > 0 && returned.length === 0) submission.run(() => attempt(() => ringing.park()));
  };
  /** `3*` before an article sets its quantity. */
  const onType = (text: string): string => {
    const times = /^(.*)[*×]$/.exec(text)?.[1];
    const wanted = times === undefined ? null : parseQuantity(times);
    if (wanted !== null) quantity.value = wanted;
    return times === undefined ? text : "";
  };
  const enter = (first: Product | null) => {
    const code = words.value.trim();
    // A code that was typed, because its label would not scan: of a pack it is more than one.
    if (products.byCode(code) !== null) scans.scan({ readings: [code] });
    else if (first !== null) ringing.add(first);
    else if (words.value === "") pay();
  };
  const back = () => {
    if (words.value !== "") words.value = "";
    else if (quantity.value !== ONE) quantity.value = ONE;
    else caisse.go("queue");
  };
  useShortcuts((event, inField) => {
    if (event.key === "Escape") back();
    else if (event.key === "F4" && lines.length > 0) discounting.value = "ticket";
    else if (event.key === "F3" && products.deposits.peek().length > 0) returning.value = true;
    else if (event.key === "F8") park();
    else if ((!inField || words.value === "") && lineKey(event, direct, chosen)) return true;
    else if (event.key === "Enter" && !inField && !onChoice(event.target)) pay();
    else if (event.key.length === 1 && event.key !== "?" && event.key !== " " && !inField) {
      // Whatever is typed is searched for, wherever the focus is.
      words.value = onType(words.value + event.key);
      search.current?.focus();
    } else return false;
    return true;
  });

  const target = discounting.value === "ticket" ? "ticket" : lines.find(({ id }) => id === discounting.value);
  const priced = lines.find(({ id }) => id === pricing.value);
  const counted = lines.find(({ id }) => id === counting.value);
  return (
    <div class="caisse-screen direct-screen">
      <DirectNews
        lines={lines}
        inHand={lineInHand(lines, chosen.value)}
        total={direct.total.value}
        t={t}
        locale={locale}
        onChanged={(id) => chosen.value = id}
      />
      <ProductPicker
        catalogue={products}
        categories={store.categories}
        words={words}
        category={category}
        searchRef={search}
        t={t.picker}
        locale={locale}
        onType={onType}
        onPick={(product) => ringing.add(product)}
        onEnter={enter}
      >
        <FavouritesButton catalogue={products} words={t} t={t.picker} locale={locale} />
      </ProductPicker>
      <DirectPane
        empty={lines.length === 0}
        exchange={returned.length > 0}
        discount={direct.discount.value}
        total={due}
        online={online}
        busy={submission.busy}
        t={t}
        locale={locale}
        onDiscount={() => discounting.value = "ticket"}
        onDeposits={products.deposits.value.length === 0 ? null : () => returning.value = true}
        onClear={() => caisse.dropDirect()}
        onPark={park}
        onPay={pay}
        onDisplay={() => openDisplay(caisse.till.name ?? "")}
        onBack={() => caisse.go("queue")}
        notices={
          <>
            <ScanProblems problems={scans.problems.value} t={t.picker} locale={locale} onDismiss={(id) => scans.dismiss(id)} />
            <div class="direct-notices" role="status">
              {quantity.value !== ONE && <p class="stale">{t.caisse.direct.multiplier(formatQuantity(quantity.value, locale))}
              </p>}
              {parked.value !== null && <p class="stale">{t.caisse.direct.parked(parked.value)}</p>}
            </div>
            {full.value && <p class="stale" role="alert">{t.caisse.direct.full}</p>}
            {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
          </>
        }
      >
        <DirectLines
          lines={lines}
          inHand={lineInHand(lines, chosen.value)}
          t={t}
          locale={locale}
          onChoose={(id) => chosen.value = id}
          onQuantity={(id, wanted) => recount(direct, id, wanted)}
          onPad={({ id }) => counting.value = id}
          onDiscount={({ id }) => discounting.value = id}
          onPrice={({ id }) => pricing.value = id}
        />
        {returned.length > 0 && (
          <ReturnedLines
            returned={returned}
            t={t}
            locale={locale}
            onDrop={(id) => direct.dropReturned(id)}
          />
        )}
      </DirectPane>
      {counted !== undefined && (
        <CaisseQuantity
          store={store}
          line={counted}
          t={t}
          locale={locale}
          onQuantity={(wanted) => recount(direct, counted.id, wanted * Math.sign(counted.quantity))}
          onClose={() => counting.value = null}
        />
      )}
      {returning.value && (
        <DepositsDialog
          deposits={products.deposits.value}
          t={t}
          locale={locale}
          onReturn={(back) => ringing.takeBack(back)}
          onClose={() => returning.value = false}
        />
      )}
      {priced !== undefined && (
        <CaissePrice
          store={store}
          line={priced}
          t={t}
          locale={locale}
          onClose={() => pricing.value = null}
        />
      )}
      {target !== undefined && (
        <CaisseDiscount
          store={store}
          target={target}
          t={t}
          locale={locale}
          onClose={() => discounting.value = null}
        />
      )}
    </div>
  );
}

/** A window of its own, to be drawn to the other screen; the one that is open already comes forward. */
function openDisplay(till: string): void {
  open(`/afficheur/${encodeURIComponent(till)}`, "comptoir-afficheur", "popup,width=1024,height=768")?.focus();
}
