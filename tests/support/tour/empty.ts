/** A shop in which there is nothing yet: no products, no tills, nobody but its owner. */
import { Desk, findChromium, Forwarder, openBrowser, openSection } from "../browser.ts";
import { PASSWORD } from "../server.ts";
import { Staff } from "../staff.ts";
import { ok } from "../shop.ts";
import type { Show } from "./stop.ts";

export async function tourEmptyShop(show: Show): Promise<void> {
  await using staff = await Staff.open({ nora: "vendeur", paul: "caisse" }, { flags: ["--rate-limit", "0"] });
  const { server, owner } = staff;
  await using browser = await openBrowser(findChromium()!);
  await using cable = await Forwarder.open("127.0.0.2", server.port);
  await using otherCable = await Forwarder.open("127.0.0.3", server.port);
  const desk = async (url: string, username: string) => {
    const opened = await Desk.open(browser, url);
    await opened.signIn(username, PASSWORD);
    return opened.page;
  };
  const seller = await desk(cable.url, "nora");
  await seller.getByText("Le catalogue est vide").waitFor();
  await show("vendeur-no-products", seller);
  const patron = await desk(server.url, "patron");
  await patron.getByRole("heading", { name: "Bienvenue dans votre boutique" }).waitFor();
  await show("owner-first-day", patron);
  await openSection(patron, "Catalogue");
  await patron.getByText("Aucun produit").waitFor();
  await show("owner-empty", patron);
  // The shop's first till is there by itself; without any there is nothing to open.
  ok(await owner.query("update", "UPDATE caisses SET active = 0"));
  const cashier = await desk(otherCable.url, "paul");
  await cashier.getByText("Aucune caisse n’est déclarée").waitFor();
  await show("caisse-no-till", cashier);
}
