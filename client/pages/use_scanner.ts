import { useEffect, useRef } from "preact/hooks";
import type { Screen } from "../store/caisse.ts";
import type { CaisseScans } from "../store/caisse_scans.ts";
import type { Platform } from "../store/platform.ts";
import type { Scan } from "../store/scanner.ts";
import { listenForScans } from "../store/scanner_listener.ts";

/** Hears of scans while the page is shown. `onScan` may be another function each time. */
export function useScanner(platform: Platform, onScan: (scan: Scan) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => listenForScans(document, platform, (scan) => latest.current(scan)), [platform]);
}

/** Takes the till's scans while a screen is shown, those that led there first. */
export function useScans(scans: CaisseScans, screen: Screen, onScan: (scan: Scan) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => scans.take(screen, (scan) => latest.current(scan)), [scans]);
}
