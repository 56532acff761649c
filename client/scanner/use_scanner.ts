import { useEffect, useRef } from "preact/hooks";
import type { Platform } from "../network/platform.ts";
import type { Scan } from "./scanner.ts";
import { listenForScans } from "./listener.ts";

/** Hears of scans while the page is shown. `onScan` may be another function each time; for `numbers` see listenForScans. */
export function useScanner(platform: Platform, onScan: (scan: Scan) => void, numbers: boolean): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => listenForScans(document, platform, (scan) => latest.current(scan), numbers), [platform]);
}
