/** Every screen of the shop and every state of it, one after the other, in a real browser on a demo shop. */
import { DemoShop } from "./demo_shop.ts";
import { tourCaisse } from "./tour/caisse.ts";
import { tourDoors } from "./tour/doors.ts";
import { tourEmptyShop } from "./tour/empty.ts";
import { tourOwner } from "./tour/owner.ts";
import { tourPaper } from "./tour/paper.ts";
import { type Look, type Show, showing } from "./tour/stop.ts";
import { tourVendeur } from "./tour/vendeur.ts";

/** Each section has a shop of its own: none depends on what another left behind. */
export const SECTIONS = ["doors", "vendeur", "caisse", "owner", "empty", "paper"] as const;
export type Section = typeof SECTIONS[number];

export async function tour(section: Section, look: Look): Promise<void> {
  const show = showing(look);
  if (section === "empty") return await tourEmptyShop(show);
  await using shop = section === "doors" ? await DemoShop.start() : await DemoShop.open();
  await WAYS[section](shop, show);
}

const WAYS: Readonly<Record<Exclude<Section, "empty">, (shop: DemoShop, show: Show) => Promise<void>>> = {
  doors: tourDoors,
  vendeur: tourVendeur,
  caisse: tourCaisse,
  owner: tourOwner,
  paper: tourPaper,
};
