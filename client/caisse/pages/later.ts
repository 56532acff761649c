/** What of the cashier's page is not fetched with it: the first payment waits for none of it, and is there before its receipt is asked for. */
import { Later } from "../../components/later.tsx";
import type { ScreenProps } from "./screen_props.ts";
import { closeAll } from "./use_asks.ts";

const aside = new Later(() => import("./aside.tsx"));

export const fetchAsideWhenIdle = () => aside.fetchWhenIdle();

const toQueue = ({ store: { caisse } }: ScreenProps) => caisse.go("queue");
const close = ({ onClose }: { onClose: () => void }) => onClose();

export const CaissePaid = aside.part("CaissePaid", toQueue);
export const CaisseLookup = aside.part("CaisseLookup", toQueue);
export const CaisseX = aside.part("CaisseX", toQueue);
export const CaisseAccounts = aside.part("CaisseAccounts", toQueue);
export const CaisseMoves = aside.part("CaisseMoves", toQueue);
export const CaisseOpeningCount = aside.part("CaisseOpeningCount", ({ onBack }: { onBack: () => void }) => onBack());
export const CaisseCount = aside.part("CaisseCount", toQueue);
export const CaisseCounted = aside.part("CaisseCounted", ({ store: { caisse } }) => caisse.leaveCount());
export const CaisseKeys = aside.part("CaisseKeys", close);
export const CaisseDiscount = aside.part("CaisseDiscount", close);
export const CaissePrice = aside.part("CaissePrice", close);
export const GiveBackPane = aside.part("GiveBackPane", () => {});
export const ReturnedLines = aside.part("ReturnedLines", () => {});
export const CaisseAsked = aside.part("CaisseAsked", close);
export const CaisseQuantity = aside.part("CaisseQuantity", close);
/** A page that is gone from the server waits with its command. */
export const CommandOverlay = aside.part("CommandOverlay", () => {});
export const LeftOpenNote = aside.part("LeftOpenNote", ({ onCount }: { onCount: () => void }) => onCount());
export const LeaveDialog = aside.part("LeaveDialog", close);
export const PayDialogs = aside.part("PayDialogs", ({ asks }) => closeAll(asks));
export const CaisseReason = aside.part("CaisseReason", close);
export const OwnersWordFields = aside.part("OwnersWordFields", () => {});
/** Read off where it cannot be shown. */
export const CaisseStrays = aside.part("CaisseStrays", ({ store: { caisse } }: ScreenProps) => caisse.strays.stop());
export const CaisseNotice = aside.part("CaisseNotice", close);
export const RecallDialog = aside.part("RecallDialog", close);
