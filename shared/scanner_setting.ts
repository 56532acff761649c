/** What a device learns its scanner's keyboard by: every sign of a code that keyboards have in different places. */
export const SCANNER_SETTING = "COMPTOIR-aqwzm-AQWZM:01/(2)?3=4&5.6]7";
