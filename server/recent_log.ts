/** The last lines that the server complained in on its console, kept for who helps its owner. */
import { format } from "node:util";
import { LIMITS } from "../shared/limits.ts";

export class RecentLog {
  readonly #lines: string[] = [];

  /** From now on warnings and errors are kept too, as they are written. What is told to the owner alone is neither. */
  static follow(): RecentLog {
    const log = new RecentLog();
    for (const level of ["warn", "error"] as const) {
      const write = console[level].bind(console);
      console[level] = (...data: unknown[]) => {
        log.#keep(`${new Date().toISOString()} ${level} ${format(...data)}`);
        write(...data);
      };
    }
    return log;
  }

  /** The oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  #keep(line: string): void {
    this.#lines.push(line.slice(0, LIMITS.logLineChars));
    if (this.#lines.length > LIMITS.logLines) this.#lines.shift();
  }
}
