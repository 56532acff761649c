#!/usr/bin/env bash
# Deno 2.9.6: a Worker that calls self.close() ends without a word to who started it.
#
# One would guess an event: `error`, `messageerror`, or an answer to the next message. Seen: nothing arrives, messages
# posted to it are lost, and whoever waits for an answer waits for ever. A Worker that must be relied on needs a sign of
# life of its own.
set -euo pipefail
cd "$(mktemp -d)"
cat > worker.ts <<'TS'
self.onmessage = ({ data }) => {
  if (data === "end") self.close();
  else (self as unknown as Worker).postMessage(`heard ${data}`);
};
TS
cat > look.ts <<'TS'
const heard: string[] = [];
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
worker.onmessage = ({ data }) => heard.push(data);
worker.onerror = () => heard.push("error");
worker.onmessageerror = () => heard.push("messageerror");
for (const word of ["one", "end", "two"]) {
  worker.postMessage(word);
  await new Promise((resolve) => setTimeout(resolve, 500));
}
console.log(`told: ${heard.join(", ")}`);
if (heard.join() !== "heard one") {
  console.error("This has changed.");
  Deno.exit(1);
}
Deno.exit(0);
TS
npx -y deno@2.9.6 run --quiet --no-lock --allow-read look.ts
