/** The cashier's screens and dialogs that no payment needs, with their words, fetched together; `later.ts` says when. */
import "../../common.ts";
import type { FunctionComponent } from "preact";
import type { Locale } from "../../../shared/errors.ts";
import { type AsideMessages, withAside } from "../words/aside.ts";
import type { CaisseMessages } from "../words/words.ts";
import { CommandOverlay as Overlay } from "../components/command_overlay.tsx";
import { GiveBackPane as GiveBack } from "../components/give_back_pane.tsx";
import { LeaveDialog as Leave } from "../components/leave_dialog.tsx";
import { LeftOpenNote as LeftOpen } from "../components/left_open_note.tsx";
import { CaisseNotice as Notice } from "../components/notice.tsx";
import { OwnersWordFields as Word } from "../components/owners_word.tsx";
import { ReturnedLines as Returned } from "../components/returned_lines.tsx";
import { ReasonDialog as Reason } from "../components/reason_dialog.tsx";
import { CaisseStrays as Strays } from "./strays.tsx";
import { CaisseCount as Count } from "./count.tsx";
import { CaisseCounted as Counted } from "./counted.tsx";
import { CaisseDiscount as Discount } from "./discount.tsx";
import { CaissePrice as Price } from "./price.tsx";
import { CaisseKeys as Keys } from "./keys.tsx";
import { CaissePaid as Paid } from "./paid.tsx";
import { CaisseLookup as Lookup } from "./lookup.tsx";
import { CaisseAccounts as Accounts } from "./accounts.tsx";
import { CaisseMoves as Moves } from "./moves.tsx";
import { CaisseOpeningCount as OpeningCount } from "./opening_count.tsx";
import { CaisseAsked as AskedPad, CaisseQuantity as Quantity } from "./quantity.tsx";
import { PayDialogs as Dialogs } from "./pay_dialogs.tsx";
import { CaisseX as X } from "./x.tsx";

export { RecallDialog } from "../components/recall_dialog.tsx";

export const CaisseNotice = speaking(Notice);
export const CaissePaid = speaking(Paid);
export const CaisseReason = speaking(Reason);
export const OwnersWordFields = speaking(Word);
export const CaisseStrays = speaking(Strays);
export const CommandOverlay = speaking(Overlay);
export const LeftOpenNote = speaking(LeftOpen);
export const LeaveDialog = speaking(Leave);
export const CaisseAccounts = speaking(Accounts);
export const CaisseMoves = speaking(Moves);
export const CaisseOpeningCount = speaking(OpeningCount);
export const CaisseCount = speaking(Count);
export const CaisseCounted = speaking(Counted);
export const CaisseDiscount = speaking(Discount);
export const CaissePrice = speaking(Price);
export const CaisseAsked = speaking(AskedPad);
export const CaisseQuantity = speaking(Quantity);
export const CaisseKeys = speaking(Keys);
export const CaisseLookup = speaking(Lookup);
export const GiveBackPane = speaking(GiveBack);
export const ReturnedLines = speaking(Returned);
export const PayDialogs = speaking(Dialogs);
export const CaisseX = speaking(X);

interface Spoken {
  t: AsideMessages;
  locale: Locale;
}

function speaking<P extends Spoken>(Part: FunctionComponent<P>) {
  return (props: Omit<P, "t"> & { t: CaisseMessages; locale: Locale }) => {
    return <Part {...props as unknown as P} t={withAside(props.t, props.locale)} />;
  };
}
