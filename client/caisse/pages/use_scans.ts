import { useEffect, useRef } from "preact/hooks";
import type { Scan } from "../../scanner/scanner.ts";
import type { Screen } from "../store/screen.ts";
import type { CaisseScans } from "../store/scans.ts";

/** Takes the till's scans while a screen is shown, those that led there first. */
export function useScans(scans: CaisseScans, screen: Screen, onScan: (scan: Scan) => void): void {
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => scans.take(screen, (scan) => latest.current(scan)), [scans]);
}
