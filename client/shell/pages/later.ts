/** What of the shell is not fetched with it. */
import { Later } from "../../components/later.tsx";

const aside = new Later(() => import("./aside.tsx"));
const close = ({ onClose }: { onClose: () => void }) => onClose();

export const fetchShellWhenIdle = () => aside.fetchWhenIdle();
/** The password is the way where it cannot be fetched. */
export const PinDoor = aside.part("PinDoor", ({ onPassword }: { onPassword: () => void }) => onPassword());
export const DepositsDialog = aside.part("DepositsDialog", close);
export const FavouritesDialog = aside.part("FavouritesDialog", close);
/** Nobody waits for it. */
export const Announcements = aside.part("Announcements", null);
export const PresenceDialog = aside.part("PresenceDialog", close);
export const ProblemsDialog = aside.part("ProblemsDialog", close);
