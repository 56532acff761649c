/** The words of choosing and scanning products; French is written first. */
export type PickerWords = typeof import("./picker_fr.ts").picker;
