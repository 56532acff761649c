/**
 * The page inside an archive that verifies it: no network, no software of ours, any browser. It
 * reads the ZIP it is given, compares every file with the signed manifest, and walks the chains.
 */
export const VERIFIER = String.raw`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Vérifier une archive de caisse</title>
<style>
  :root { color-scheme: light dark; --ink: #1f2a26; --paper: #faf7f2; --line: #d9d2c5; --good: #0f6b4f; --bad: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --ink: #f2efe8; --paper: #1b1f1d; --line: #3c423f; --good: #6fd3ae; --bad: #ff8a80; } }
  body { font: 18px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
  label { display: block; margin: 1.5rem 0 .3rem; font-weight: 600; }
  input { font: inherit; padding: .6rem; border: 1px solid var(--line); border-radius: .5rem; width: 100%; box-sizing: border-box; background: transparent; color: inherit; }
  #verdict { margin-top: 2rem; font-size: 1.6rem; font-weight: 700; }
  #verdict.good { color: var(--good); } #verdict.bad { color: var(--bad); }
  li { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Vérifier une archive de caisse</h1>
<p>Rien n’est envoyé : tout se passe dans cette page.</p>
<label for="archive">Archive (fichier ZIP)</label>
<input id="archive" type="file" accept=".zip">
<label for="key">Empreinte de la clé, telle qu’imprimée sur un Z (recommandé)</label>
<input id="key" autocomplete="off" spellcheck="false" placeholder="32 caractères">
<p id="verdict" role="status"></p>
<ul id="details"></ul>
<script>
"use strict";
const text = (bytes) => new TextDecoder().decode(bytes);
const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
const base64 = (s) => Uint8Array.from(atob(s.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function inflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/* The central directory of a ZIP: names, places, sizes. */
async function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("ce n’est pas une archive ZIP");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const files = new Map();
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("la table des fichiers est abîmée");
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = text(bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const body = bytes.subarray(start, start + packed);
    try { files.set(name, method === 0 ? body : await inflate(body)); }
    catch { files.set(name, null); }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

async function verify(bytes, wantedKey) {
  const wrong = [];
  const files = await unzip(bytes);
  const need = (name) => { const file = files.get(name); if (!file) throw new Error("le fichier " + name + " manque ou est illisible"); return file; };
  const pem = text(need("cle_publique.pem")).replace(/-----[^-]+-----|\s/g, "");
  const spki = base64(pem);
  const keyId = (await sha256(spki)).slice(0, 32);
  const key = await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const fits = (signature, data) => crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, base64(signature), data);
  const bytesOfManifest = need("manifeste.json");
  if (!await fits(text(need("manifeste.sig")).trim(), bytesOfManifest)) wrong.push("manifeste.json : sa signature ne convient pas");
  const manifest = JSON.parse(text(bytesOfManifest));
  if (manifest.cle_id !== keyId) wrong.push("cle_publique.pem : ce n’est pas la clé que nomme le manifeste");
  const wanted = wantedKey.trim().toLowerCase();
  if (wanted !== "" && wanted !== keyId) wrong.push("cle_publique.pem : son empreinte (" + keyId + ") n’est pas celle du Z");
  for (const { nom, sha256: hash } of manifest.fichiers) {
    const file = files.get(nom);
    if (!file || await sha256(file) !== hash) wrong.push(nom + " : altéré");
  }
  for (const name of files.keys()) {
    if (!["manifeste.json", "manifeste.sig"].includes(name) && !manifest.fichiers.some((f) => f.nom === name)) wrong.push(name + " : ajouté");
  }
  let records = 0;
  const last = new Map();
  for (const line of text(files.get("journal_fiscal.jsonl") ?? new Uint8Array()).split("\n")) {
    if (line === "") continue;
    let r;
    try { r = JSON.parse(line); } catch { continue; /* the file is named above */ }
    const where = "journal_fiscal.jsonl : " + r.serie + " n° " + r.seq;
    const signed = new TextEncoder().encode([r.version_format, r.serie, r.seq, r.genre, r.cle_id, r.horodatage, r.signature_precedente, r.contenu].join("\n"));
    const before = last.get(r.serie);
    if (before && (r.seq !== before.seq + 1 || r.signature_precedente !== before.signature)) wrong.push(where + " ne suit pas le précédent");
    if (await sha256(signed) !== r.empreinte || !await fits(r.signature, signed)) wrong.push(where + " : altéré");
    last.set(r.serie, r);
    records++;
  }
  return { wrong, records, keyId, periode: manifest.periode };
}

async function run() {
  const file = document.getElementById("archive").files[0];
  if (!file) return;
  const verdict = document.getElementById("verdict");
  const details = document.getElementById("details");
  verdict.className = ""; verdict.textContent = "Vérification…"; details.replaceChildren();
  const say = (line) => { const item = document.createElement("li"); item.textContent = line; details.append(item); };
  try {
    const result = await verify(new Uint8Array(await file.arrayBuffer()), document.getElementById("key").value);
    const good = result.wrong.length === 0;
    verdict.className = good ? "good" : "bad";
    verdict.textContent = good ? "Archive intègre" : "Archive altérée";
    result.wrong.slice(0, 50).forEach(say);
    say("Période " + result.periode + ", " + result.records + " enregistrements signés");
    say("Empreinte de la clé : " + result.keyId);
  } catch (error) {
    verdict.className = "bad";
    verdict.textContent = "Archive altérée";
    say(error.message);
  }
}
document.getElementById("archive").addEventListener("change", run);
document.getElementById("key").addEventListener("change", run);
</script>
</body>
</html>
`;
