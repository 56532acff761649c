/** What a device learns its scanner's keyboard by: signs that keyboards have in different places, and few enough for any scanner to read. */
export const SCANNER_SETTING = "Comptoir:Qa1(]";
