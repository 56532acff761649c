/** What may be opened over every page and is not fetched with it. */
import { Later } from "../../components/later.tsx";

const aside = new Later(() => import("./aside.tsx"));
const close = ({ onClose }: { onClose: () => void }) => onClose();

export const fetchShellWhenIdle = () => aside.fetchWhenIdle();
export const PresenceDialog = aside.part("PresenceDialog", close);
export const ProblemsDialog = aside.part("ProblemsDialog", close);
