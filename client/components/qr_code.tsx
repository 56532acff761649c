/** A text as a QR code, dark on white whatever the scheme: cameras want it so. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QrCodeGenerateResult } from "uqr";

/** Modules left white around it, as ISO/IEC 18004 asks. */
const QUIET = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const drawn = useSignal<readonly [size: number, path: string] | null>(null);
  useEffect(() => {
    let wanted = true;
    // Apart, for those who see a code. Where it cannot be fetched, the text is still there.
    import("uqr").then(({ encode }) => {
      if (wanted) drawn.value = draw(encode(text, { ecc: "M", border: QUIET }));
    }, () => {});
    return () => {
      wanted = false;
    };
  }, [text]);
  if (drawn.value === null) return <span class="qr-code" />;
  const [size, path] = drawn.value;
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  );
}

function draw({ size, data }: QrCodeGenerateResult): readonly [size: number, path: string] {
  const dark = data.flatMap((row, y) => row.map((module, x) => module ? `M${x} ${y}h1v1h-1z` : ""));
  return [size, dark.join("")];
}
