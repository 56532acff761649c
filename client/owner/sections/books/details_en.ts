/** The words of what a Z breaks its turnover down by, in English. */
import type { details as french } from "./details_fr.ts";

export const details: typeof french = {
  categories: "Sales by category",
  category: "Category",
  noCategory: "No category",
  lines: "Lines",
  sellers: "Sales by seller",
  seller: "Seller",
  hours: "Sales by hour",
  hour: "Hour",
  between: (hour) => `${hour}:00 – ${(hour + 1) % 24}:00`,
  discounts: "Discounts given",
  discountKinds: { ligne: "On a line", ticket: "On the ticket", prix: "Price changed" },
  vouchers: {
    title: "Vouchers and gift cards",
    kinds: { avoir: "Vouchers", carte_cadeau: "Gift cards" },
    movements: { emission: "given", utilisation: "used", annulation: "taken back" },
    moved: (kind, movement) => `${kind}, ${movement}`,
  },
  dropped: "Cancelled before payment",
  droppedKinds: { ticket: "Tickets", ligne: "Lines of a ticket" },
};
