/** The roles of head office's database. */

/** The role of a shop is called this, and its key behind it. */
export const SHOP_ROLE = "comptoir_shop_";
/** Of who reads: no shop may call itself like that. */
export const READERS = "comptoir_readers";
