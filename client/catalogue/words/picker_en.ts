/** The words of choosing and scanning products, in English. */
import type { PickerWords } from "./words.ts";

export const picker: PickerWords = {
  products: {
    title: "Products",
    search: "Search for a product",
    clearSearch: "Clear the search",
    categories: "Categories",
    all: "All",
    often: "Often sold",
    favourites: "Favourites and often sold",
    own: "Favourites of this device",
    others: "All others",
    none: (words) => `Nothing matches “${words}”`,
    noneBody: "Try fewer words, or scan the barcode.",
    empty: "The catalogue is empty",
    emptyBody: "The owner adds products on the server PC: they appear here at once.",
    loading: "Loading the catalogue…",
    failed: "The catalogue could not be read",
    stale: "The catalogue may be out of date: the last reading failed.",
    found: (count) => count === 1 ? "1 product" : `${count.toLocaleString("en-IE")} products`,
    more: (count) => `${count.toLocaleString("en-IE")} more: scroll, or refine the search.`,
    openPrice: "Open price",
    add: (label, price) => `Add ${label}, ${price}`,
  },
  line: {
    added: (label, quantity, total) => `${label}, ${quantity}. Total ${total}`,
    removed: (label, total) => `Removed: ${label}. Total ${total}`,
    discounted: (amount) => `Discount ${amount}`,
    priceChanged: (price, now) => `Price changed, ${now === null ? "before" : "now"}: ${price}`,
    price: "Price",
    priceOf: (label) => `Price of ${label}`,
  },
  deposits: "Deposits back",
  scan: {
    unknown: "Unknown code",
    away: "Server out of reach: please scan again",
    unsold: "No longer on sale",
    full: "Ticket full: not added",
    dismiss: (code) => `Clear the code ${code}`,
  },
};
