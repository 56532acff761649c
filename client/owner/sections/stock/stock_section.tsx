/** The stock: what is there, what came, what was counted, what is to be ordered. */
import "../../../common.ts";
import type { FunctionComponent } from "preact";
import { Parts } from "../../components/parts.tsx";
import { addressOf } from "../../pages/place.ts";
import { speaking, useSectionWork } from "../../pages/section_props.ts";
import { CountPage } from "./count_page.tsx";
import { DeliveryPage } from "./delivery_page.tsx";
import { LevelsPage } from "./levels_page.tsx";
import { OrderPage } from "./order_page.tsx";
import type { StockProps } from "./stock_props.ts";
import { TransferPage } from "./transfer_page.tsx";
import { ChainWork } from "./transfer_work.ts";
import { words as en } from "./words_en.ts";
import { words as fr } from "./words_fr.ts";

const PARTS = {
  levels: LevelsPage,
  delivery: DeliveryPage,
  count: CountPage,
  order: OrderPage,
  transfer: TransferPage,
} as const satisfies Record<
  string,
  FunctionComponent<StockProps>
>;
type PartName = keyof typeof PARTS;

export const Section = speaking(Stock, { fr, en });

function Stock(props: StockProps) {
  const { w, rest: [asked = ""] } = props;
  const here = (asked in PARTS ? asked : "levels") as PartName;
  const Page = PARTS[here];
  const chain = useSectionWork(() => new ChainWork(props.store.client));
  const { label, transfer, ...own } = w.parts;
  const parts: Partial<Record<PartName, string>> = chain.inChain.value || here === "transfer" ? { ...own, transfer } : own;
  return (
    <>
      <Parts label={label} parts={parts} here={here} hrefOf={(name) => addressOf("stock", name)} />
      <Page key={here} {...props} />
    </>
  );
}
