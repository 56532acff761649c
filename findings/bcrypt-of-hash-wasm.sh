#!/usr/bin/env bash
# hash-wasm 4.13.0: its bcrypt writes hashes that begin with $2a$, where bcryptjs 3.0.3 writes $2b$; each reads the other's.
# Its bcryptVerify throws for what is no hash, where bcryptjs answers false to a text of another length.
#
# One would guess $2b$ from a library of today, for $2a$ is the older name of the same function. Who compares prefixes to
# find hashes "of before", and makes them anew at each sign-in, would do so for ever. And who goes from one library to the
# other has a sign-in that breaks, instead of one that is refused, wherever something else stands in a hash's place.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund hash-wasm@4.13.0 bcryptjs@3.0.3
cat > look.mjs <<'JS'
import { randomBytes } from "node:crypto";
import { bcrypt, bcryptVerify } from "hash-wasm";
import bcryptjs from "bcryptjs";

const password = "correct horse battery";
const ofWasm = await bcrypt({ password, salt: randomBytes(16), costFactor: 8, outputType: "encoded" });
const ofJs = await bcryptjs.hash(password, 8);
console.log(`hash-wasm: ${ofWasm.slice(0, 4)}, bcryptjs: ${ofJs.slice(0, 4)}`);
const crossed = await bcryptjs.compare(password, ofWasm) && await bcryptVerify({ password, hash: ofJs });
console.log(`each verifies the other's: ${crossed}`);
const none = ["", "no hash", `$2b$08$${"!".repeat(53)}`, `$2b$99$${"a".repeat(53)}`];
const thrown = [];
for (const hash of none) thrown.push(await bcryptVerify({ password, hash }).then(String, (error) => error.message));
console.log(`hash-wasm of what is none: ${thrown.join("; ")}`);
const refused = await bcryptjs.compare(password, "no hash");
console.log(`bcryptjs: ${refused}`);
const throws = thrown.every((said) => /^(?:Hash should be 60 bytes long|Invalid hash)$/.test(said));
if (!ofWasm.startsWith("$2a$") || !ofJs.startsWith("$2b$") || !crossed || !throws || refused !== false) {
  console.error("This has changed.");
  process.exit(1);
}
JS
node look.mjs
