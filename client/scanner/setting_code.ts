/** The keyboard that this device's scanner is set to, learnt from one code that the console prints. Kept by the device: the next has another scanner. */
import { SCANNER_SETTING } from "../../shared/scanner_setting.ts";
import type { KeyValueStore } from "../network/platform.ts";
import { readAs, type Reading, READINGS } from "./layouts.ts";
import type { Stroke } from "./scanner.ts";

const NAME = "comptoir.scanner";

export class SettingKept {
  constructor(readonly storage: KeyValueStore) {}

  /** Null while none was learnt. */
  get reading(): Reading | null {
    return READINGS.find((reading) => reading === this.storage.getItem(NAME)) ?? null;
  }

  /** Whether this is the setting code: then its keyboard is kept. */
  learn(strokes: readonly Stroke[]): boolean {
    const reading = READINGS.find((reading) => readAs(reading, strokes, "") === SCANNER_SETTING);
    if (reading === undefined) return false;
    try {
      this.storage.setItem(NAME, reading);
      return true;
    } catch {
      return false;
    }
  }
}
