/** Whether cashiers and sellers work on the server PC too: by the flag it was started with, or by what its folder keeps. */
import { KeptSwitch } from "./kept_switch.ts";

export class SingleMachine extends KeptSwitch {
  constructor(database: KeptSwitch["database"], byFlag: boolean) {
    super(database, "single_machine", byFlag);
  }
}
