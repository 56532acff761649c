#!/usr/bin/env bash
# @point-of-sale/receipt-printer-encoder 4.0.1: a Code 128 of `width: 1` is sent as `GS w 2`, 2 as 3, 3 as 4.
#
# One would guess that the width that is asked for is the width in dots of a narrow bar, which is what ESC/POS's `GS w n` takes.
# Whoever computes whether a code fits on 58 mm paper from the number that was given is a dot a module short: a receipt's number of
# ten characters then takes half as much paper again, and a printer leaves out what does not fit.
set -euo pipefail
cd "$(mktemp -d)"
npm install --silent --no-audit --no-fund --ignore-scripts @point-of-sale/receipt-printer-encoder@4.0.1
cat > look.mjs <<'JS'
import Encoder from "@point-of-sale/receipt-printer-encoder";
const sent = [1, 2, 3].map((width) => {
  const bytes = new Encoder({ language: "esc-pos", columns: 48 }).barcode("C1-000042", "code128", { width, height: 60 }).encode();
  const at = bytes.findIndex((byte, index) => byte === 0x1d && bytes[index + 1] === 0x77);
  console.log(`width ${width}: GS w ${bytes[at + 2]}`);
  return bytes[at + 2];
});
if (sent.join() !== "2,3,4") {
  console.error("This has changed.");
  process.exit(1);
}
JS
node look.mjs
