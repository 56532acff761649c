/** What may lie over the seller's page: one thing at a time. */
import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Locale } from "../../../shared/errors.ts";
import { formatQuantity } from "../../../shared/quantity.ts";
import { CancelDialog } from "../components/cancel_dialog.tsx";
import { CustomerDialog } from "../components/customer_dialog.tsx";
import { KeyHelp } from "../../components/key_help.tsx";
import { DepositsDialog } from "../../shell/pages/later.ts";
import { StockElsewhere } from "./later.ts";
import { MeasurePad } from "../../pads/measure_pad.tsx";
import { PricePad } from "../../pads/price_pad.tsx";
import { QuantityPad } from "../../pads/quantity_pad.tsx";
import { LineDiscountDialog } from "../components/line_discount_dialog.tsx";
import { vendeurKeyGroups } from "../components/key_groups.ts";
import { WaitingDialog } from "../components/waiting_dialog.tsx";
import type { WaitingCard } from "../components/waiting_tickets.tsx";
import type { Messages } from "../../shell/words/words.ts";
import type { VendeurMessages } from "../words/words.ts";
import { attempt } from "../../network/attempt.ts";
import type { VendeurWork } from "../store/work.ts";
import { ordinaryOf, saidAnew } from "../../ticket/price_change.ts";
import { customersFound } from "../../ticket/customer_search.ts";
import { fetchLines } from "../store/ticket_rows.ts";

export type Open =
  | { readonly kind: "keys" | "quantity" | "customer" | "deposits" }
  /** A line's quantity, its price, or its discount; a waiting ticket; the question before one is cancelled. */
  | { readonly kind: "line" | "price" | "discount" | "ticket" | "cancel"; readonly id: string };

interface VendeurDialogsProps {
  store: VendeurWork;
  open: Signal<Open | null>;
  cards: readonly WaitingCard[];
  words: Messages;
  t: VendeurMessages;
  locale: Locale;
  setQuantity: (lineId: string, quantity: number) => void;
}

export function VendeurDialogs(props: VendeurDialogsProps) {
  const { store, open, words, t, locale, setQuantity } = props;
  const close = () => open.value = null;
  // Who stands at no till may weigh beside any.
  const weigher = { client: store.client, till: null };
  const [asked] = store.asking.asked.value;
  if (asked !== undefined) {
    const { id, product, add } = asked;
    if (asked.wants === "price") {
      return (
        <PricePad
          key={id}
          title={t.pad.price.asks(product.label)}
          present={product.price}
          unit={product.unit}
          named
          t={t.pad}
          words={words}
          close={t.close}
          locale={locale}
          onPrice={(cents, label) => store.asking.priced(asked, { cents, label })}
          onClose={() => store.asking.over(id)}
        />
      );
    }
    return (
      <MeasurePad
        key={id}
        of={product}
        present={null}
        {...{ locale, weigher }}
        t={t.pad}
        close={t.close}
        onQuantity={add}
        onClose={() => store.asking.over(id)}
      />
    );
  }
  switch (open.value?.kind) {
    case undefined:
      return null;
    case "keys":
      return <KeyHelp title={t.keys.title} close={t.keys.close} groups={vendeurKeyGroups(t)} onClose={close} />;
    case "quantity":
      return (
        <QuantityPad
          title={t.quantity.next}
          present={formatQuantity(store.quantity.value, locale)}
          {...{ locale }}
          t={t.pad}
          close={t.close}
          onQuantity={(quantity) => store.quantity.value = quantity}
          onClose={close}
        />
      );
    case "line": {
      const { id } = open.value;
      const line = store.ticket.lines.value.find((candidate) => candidate.id === id);
      return line === undefined ? null : (
        <MeasurePad
          of={line}
          present={Math.abs(line.quantity)}
          {...{ locale, weigher }}
          t={t.pad}
          close={t.close}
          more={<StockElsewhere client={store.client} product={line.productId} {...{ locale }} t={words} />}
          onQuantity={(quantity) => {
            store.line.value = id;
            setQuantity(id, quantity * Math.sign(line.quantity));
          }}
          onClose={close}
        />
      );
    }
    case "price": {
      const { id } = open.value;
      const line = store.ticket.lines.value.find((candidate) => candidate.id === id);
      if (line === undefined) return null;
      const ordinary = ordinaryOf(line);
      return (
        <PricePad
          title={t.pad.price.asks(line.label)}
          present={line.price}
          unit={line.unit}
          {...ordinary === null ? {} : { bounds: { ...ordinary, cap: store.priceCap.value } }}
          t={t.pad}
          words={words}
          close={t.close}
          locale={locale}
          onPrice={(cents, _, reason) => {
            store.line.value = id;
            store.ticket.setPrice(id, cents, saidAnew(line, cents, reason));
          }}
          onClose={close}
        />
      );
    }
    case "discount": {
      const { id } = open.value;
      const line = store.ticket.lines.value.find((candidate) => candidate.id === id);
      return line === undefined ? null : (
        <LineDiscountDialog
          line={line}
          cap={store.discountCap.value}
          {...{ t, locale }}
          onDiscount={(discount) => {
            store.line.value = id;
            store.ticket.giveDiscount(id, discount);
          }}
          onClose={close}
        />
      );
    }
    case "deposits":
      return (
        <DepositsDialog
          deposits={store.products.deposits.value}
          t={words}
          locale={locale}
          onReturn={(back) => store.takeBack(back)}
          onClose={close}
        />
      );
    case "customer":
      return <Customers {...props} onClose={close} />;
    case "ticket":
      return <Waiting {...props} id={open.value.id} onClose={close} />;
    case "cancel": {
      const { id } = open.value;
      const cancel = (reason: string) => attempt(() => store.desk.cancel(id, reason));
      return <CancelDialog {...{ words, t }} onCancel={cancel} onClose={close} />;
    }
  }
}

function Customers({ store, words, t, onClose }: VendeurDialogsProps & { onClose: () => void }) {
  const { customers, ticket } = store;
  useEffect(() => {
    if (customers.rows.peek() === null) customers.start();
  }, [customers]);
  return (
    <CustomerDialog
      customers={customers.rows.value}
      failure={customers.failure.value}
      find={customersFound}
      {...{ words, t }}
      onChoose={({ id, name }) => {
        ticket.setCustomer({ id, name });
        onClose();
      }}
      onAdd={(customer) => store.addCustomer(customer)}
      onClose={onClose}
    />
  );
}

function Waiting(props: VendeurDialogsProps & { id: string; onClose: () => void }) {
  const { store, open, cards, words, t, locale, id, onClose } = props;
  const { desk } = store;
  const card = cards.find((candidate) => candidate.id === id);
  const sending = desk.sending.rows.value.find(({ saleId }) => saleId === id);
  const own = desk.own.rows.value?.find((row) => row.id === id);
  const gone = card === undefined;
  useEffect(() => {
    // It was paid or cancelled elsewhere while it was looked at.
    if (gone) onClose();
  }, [gone]);
  if (gone) return null;
  const takeBack = () =>
    attempt(async () => {
      if (sending !== undefined) await (card.state === "stuck" ? desk.takeStuck(id) : desk.takeRefused(id));
      else if (own !== undefined) await desk.takeBack(own);
    });
  return (
    <WaitingDialog
      card={card}
      refused={sending?.refused ?? store.problems.value.find(({ group }) => group === id)?.problem?.detail ?? null}
      online={store.state.value.phase === "ready"}
      handFull={!store.ticket.empty}
      loadLines={() => sending === undefined ? fetchLines(store.client, id) : Promise.resolve(sending.hand.lines)}
      {...{ words, t, locale }}
      onTakeBack={takeBack}
      onAgain={() => desk.retry(id)}
      onCancel={() => open.value = { kind: "cancel", id }}
      onClose={onClose}
    />
  );
}
