/** What several tables ask of their columns, as SQL. */
export const HEX = "[0-9a-fA-F]";
export const UUID = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join("-");
export const NOW = "(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))";
export const ROLES = "('administrateur', 'caisse', 'vendeur')";
export const RATES = "(0, 210, 550, 1000, 2000)";
