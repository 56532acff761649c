/** A text as a QR code, dark on white whatever the scheme: cameras want it so. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** Modules left white around it, as ISO/IEC 18004 asks. */
const QUIET = 4;

interface Modules {
  readonly size: number;
  /** Row by row; 1 is dark. */
  readonly data: Uint8Array;
}

export function QrCode({ text, label }: { text: string; label: string }) {
  const drawn = useSignal<readonly [size: number, path: string] | null>(null);
  useEffect(() => {
    let wanted = true;
    // Apart, for those who see a code. Where it cannot be fetched, the text is still there.
    import("qrcode/lib/core/qrcode.js").then(({ default: { create } }) => {
      if (wanted) drawn.value = draw(create(text, { errorCorrectionLevel: "M" }).modules);
    }, () => {});
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn.value === null) return <span class="qr-code" />;
  const [size, path] = drawn.value;
  const box = [-QUIET, -QUIET, size + 2 * QUIET, size + 2 * QUIET].join(" ");
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={box} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}

function draw({ size, data }: Modules): readonly [size: number, path: string] {
  const dark = [...data].flatMap((module, at) => module === 1 ? [`M${at % size} ${Math.floor(at / size)}h1v1h-1z`] : []);
  return [size, dark.join("")];
}
