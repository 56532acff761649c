#!/usr/bin/env bash
# Deno 2.9.6, node:crypto: X509Certificate.checkHost() knows no wildcard. For a certificate of *.shop.example it answers
# undefined to "till.shop.example", which every browser opens.
#
# One would guess what Node answers: "*.shop.example". Exact names and addresses are answered alike. Who tells owners whether
# their certificate fits must read `subjectAltName` himself.
set -euo pipefail
cd "$(mktemp -d)"
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=shop \
  -addext "subjectAltName=DNS:shop.example,DNS:*.shop.example" 2>/dev/null
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { X509Certificate } from "node:crypto";
const certificate = new X509Certificate(readFileSync("cert.pem"));
console.log(certificate.checkHost("shop.example"), certificate.checkHost("till.shop.example"));
JS
node=$(node look.mjs)
deno=$(npx -y deno@2.9.6 run --quiet --no-lock --allow-read look.mjs)
echo "Node: $node"
echo "Deno: $deno"
[ "$node" = "shop.example *.shop.example" ] && [ "$deno" = "shop.example undefined" ] || { echo "This has changed." >&2; exit 1; }
