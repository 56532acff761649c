/** A text as a QR code, dark on white whatever the scheme: cameras want it so. */
import { useMemo } from "preact/hooks";
import { create } from "qrcode/lib/core/qrcode.js";

/** Modules left white around it, as ISO/IEC 18004 asks. */
const QUIET = 4;

interface Modules {
  readonly size: number;
  /** Row by row; 1 is dark. */
  readonly data: Uint8Array;
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const [size, path] = useMemo(() => {
    const { size, data }: Modules = create(text, { errorCorrectionLevel: "M" }).modules;
    const dark = [...data].flatMap((module, at) => module === 1 ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : []);
    return [size, dark.join("")];
  }, [text]);
  const box = [-QUIET, -QUIET, size + 2 * QUIET, size + 2 * QUIET].join(" ");
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={box} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
