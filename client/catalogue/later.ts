/** What of the catalogue is not fetched with it: it is for once in a while. */
import { Later } from "../components/later.tsx";

const aside = new Later(() => import("./favourites_aside.tsx"));

export const FavouritesDialog = aside.part("FavouritesDialog", ({ onClose }: { onClose: () => void }) => onClose());
