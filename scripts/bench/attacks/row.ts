/** A row of the report, and how its figures are written. */

export type Row = readonly [what: string, measured: string, wanted: string];

export const ms = (value: number) => `${value.toFixed(1)} ms`;
export const mib = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
