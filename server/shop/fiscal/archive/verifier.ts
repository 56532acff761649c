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
<label for="key">Empreinte de la clé, telle qu’imprimée sur un Z (recommandé) ; plusieurs si elle a changé</label>
<input id="key" autocomplete="off" spellcheck="false" placeholder="32 caractères">
<p id="verdict" role="status"></p>
<ul id="details"></ul>
<script>
"use strict";
const text = (bytes) => new TextDecoder().decode(bytes);
const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => hex(await crypto.subtle.digest("SHA-256", bytes));
const base64 = (s) => Uint8Array.from(atob(s.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/* Where a ZIP says, at its end, that each file lies. The file itself is read when its turn comes: a year is long. */
async function directory(archive) {
  const bytes = async (from, to) => new DataView(await archive.slice(from, to).arrayBuffer());
  const tail = await bytes(Math.max(0, archive.size - 65557), archive.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("ce n’est pas une archive ZIP");
  const start = tail.getUint32(end + 16, true);
  const table = await bytes(start, start + tail.getUint32(end + 12, true));
  const files = new Map();
  for (let at = 0, left = tail.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > table.byteLength || table.getUint32(at, true) !== 0x02014b50) throw new Error("la table des fichiers est abîmée");
    const nameLength = table.getUint16(at + 28, true);
    const name = text(new Uint8Array(table.buffer).subarray(at + 46, at + 46 + nameLength));
    files.set(name, { method: table.getUint16(at + 10, true), packed: table.getUint32(at + 20, true), at: table.getUint32(at + 42, true) });
    at += 46 + nameLength + table.getUint16(at + 30, true) + table.getUint16(at + 32, true);
  }
  return files;
}

/* The bytes of a file; null for none, or for one that cannot be read. */
async function read(archive, file) {
  if (!file) return null;
  try {
    const local = new DataView(await archive.slice(file.at, file.at + 30).arrayBuffer());
    const start = file.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const body = archive.slice(start, start + file.packed);
    const whole = file.method === 0 ? body.stream() : body.stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(whole).arrayBuffer());
  } catch { return null; }
}

const ecdsa = { name: "ECDSA", hash: "SHA-256" };
const keyOf = async (spki) => ({
  id: (await sha256(spki)).slice(0, 32),
  key: await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]),
});
const fits = async (key, signature, data) => {
  try { return await crypto.subtle.verify(ecdsa, key, base64(signature), data); } catch { return false; }
};
const signedText = (r) =>
  new TextEncoder().encode([r.version_format, r.serie, r.seq, r.genre, r.cle_id, r.horodatage, r.signature_precedente, r.contenu].join("\n"));
/* A file that cannot be read is named by its hash. */
function recordsOf(file) {
  const records = [];
  for (const line of text(file ?? new Uint8Array()).split("\n")) {
    if (line !== "") try { records.push(JSON.parse(line)); } catch { /* as said */ }
  }
  return records;
}

/* Keys that followed one another, and restored backups: each is believed by its own signature. */
async function continuityOf(file, own, wrong) {
  const keys = new Map([[own.id, own.key]]);
  const order = [];
  const seqs = new Map();
  const numbers = new Map();
  const add = (map, place, next) => map.set(place, [...(map.get(place) ?? []), next]);
  for (const r of recordsOf(file)) {
    const where = "continuite.jsonl : " + r.serie + " n° " + r.seq;
    let content = {};
    try { content = JSON.parse(r.contenu); } catch { /* its signature does not fit either */ }
    if (r.genre === "cle") {
      const { id, key } = await keyOf(base64(String(content.cle_publique))).catch(() => ({ id: null, key: null }));
      if (id === null || id !== r.cle_id || id !== content.cle_id || !await fits(key, r.signature, signedText(r))) { wrong.push(where + " : altéré"); continue; }
      if (order.length === 0 && content.precedente !== null) order.push(content.precedente);
      if ((order[order.length - 1] ?? null) !== content.precedente) wrong.push(where + " ne suit pas la clé précédente");
      keys.set(id, key);
      order.push(id);
    } else {
      if (!keys.has(r.cle_id) || !await fits(keys.get(r.cle_id), r.signature, signedText(r))) { wrong.push(where + " : altéré"); continue; }
      for (const s of content.series) add(seqs, [s.serie, s.repris?.seq ?? 0, s.repris?.signature ?? ""].join(" "), s.suite);
      for (const c of content.caisses) add(numbers, c.caisse + " " + c.repris, c.suite);
    }
  }
  if (order.length === 0) order.push(own.id);
  if (order[order.length - 1] !== own.id) wrong.push("cle_publique.pem : ce n’est pas la clé qui a signé en dernier");
  return {
    keys,
    order,
    nextSeqs: (r) => seqs.get([r.serie, r.seq, r.signature].join(" ")) ?? [r.seq + 1],
    nextNumbers: (till, number) => numbers.get(till + " " + number) ?? [number + 1],
  };
}

/* What the numbers of a series of tickets begin with; null for another series. */
const tillOf = (serie) => serie.startsWith("tickets:") ? serie.slice(8) : serie.startsWith("formation:") ? "F-" + serie.slice(10) : null;
function numberOf(r) {
  const till = tillOf(r.serie);
  if (till === null || (r.genre !== "vente" && r.genre !== "avoir")) return null;
  try {
    const printed = String(JSON.parse(r.contenu).numero);
    return printed.startsWith(till + "-") ? Number(printed.slice(till.length + 1)) : NaN;
  } catch { return NaN; }
}

/* Formats: 1 holds what was dated in the period; 2 names where each series begins and ends, and cuts long files into parts. */
const FORMATS = [undefined, 2];

async function verify(archive, wantedKeys) {
  const wrong = [];
  const files = await directory(archive);
  const need = async (name) => {
    const bytes = await read(archive, files.get(name));
    if (bytes === null) throw new Error("le fichier " + name + " manque ou est illisible");
    return bytes;
  };
  const own = await keyOf(base64(text(await need("cle_publique.pem")).replace(/-----[^-]+-----|\s/g, "")));
  const bytesOfManifest = await need("manifeste.json");
  if (!await fits(own.key, text(await need("manifeste.sig")).trim(), bytesOfManifest)) wrong.push("manifeste.json : sa signature ne convient pas");
  const manifest = JSON.parse(text(bytesOfManifest));
  if (manifest.cle_id !== own.id) wrong.push("cle_publique.pem : ce n’est pas la clé que nomme le manifeste");
  if (!FORMATS.includes(manifest.format)) wrong.push("manifeste.json : cette page ne connaît pas le format " + manifest.format);
  for (const { nom, sha256: hash } of manifest.fichiers) {
    const file = await read(archive, files.get(nom));
    if (file === null || await sha256(file) !== hash) wrong.push(nom + " : altéré");
  }
  for (const name of files.keys()) {
    if (!["manifeste.json", "manifeste.sig"].includes(name) && !manifest.fichiers.some((f) => f.nom === name)) wrong.push(name + " : ajouté");
  }
  const chain = await continuityOf(await read(archive, files.get("continuite.jsonl")), own, wrong);
  const uses = new Map([[own.id, { records: 0, from: manifest.cree_le, to: manifest.cree_le }]]);
  const last = new Map();
  let jumps = 0;
  let count = 0;
  const ranges = new Map((manifest.series ?? []).map((range) => [range.serie, range]));
  /* What a record follows: the one before it in the archive, or the one after which the manifest lets its series begin. */
  const beforeOf = (serie) => {
    const range = ranges.get(serie);
    if (last.has(serie) || !manifest.series) return last.get(serie);
    return { r: { serie, seq: range?.apres.seq, signature: range?.apres.signature }, key: 0, number: null };
  };
  const parts = manifest.fichiers.filter(({ nom }) => /^journal_fiscal(-[0-9]+)?\.jsonl$/.test(nom));
  for (const { nom } of parts) {
    const records = recordsOf(await read(archive, files.get(nom)));
    count += records.length;
    for (let at = 0; at < records.length; at += 256) {
      const some = records.slice(at, at + 256);
      const sound = await Promise.all(some.map(async (r) => {
        const signed = signedText(r);
        return await sha256(signed) === r.empreinte && chain.keys.has(r.cle_id) && await fits(chain.keys.get(r.cle_id), r.signature, signed);
      }));
      some.forEach((r, place) => {
        const where = nom + " : " + r.serie + " n° " + r.seq;
        const before = beforeOf(r.serie);
        const key = chain.order.indexOf(r.cle_id, before?.key ?? 0);
        const number = numberOf(r);
        const follows = before && r.signature_precedente === before.r.signature &&
          (chain.nextSeqs(before.r).includes(r.seq) || (before.r.seq === 0 && r.seq > 0));
        if (before && !follows) wrong.push(where + " ne suit pas le précédent");
        else if (before && before.r.seq > 0 && r.seq !== before.r.seq + 1) jumps++;
        if (number !== null && before && before.number !== null && !chain.nextNumbers(tillOf(r.serie), before.number).includes(number)) wrong.push(where + " : un numéro manque avant le sien");
        if (!sound[place] || key < 0) wrong.push(where + " : altéré");
        last.set(r.serie, { r, key: Math.max(key, 0), number: number ?? before?.number ?? null });
        const use = uses.get(r.cle_id) ?? { records: 0, from: r.horodatage, to: r.horodatage };
        if (use.records === 0) use.from = use.to = r.horodatage;
        use.records++;
        if (r.horodatage < use.from) use.from = r.horodatage;
        if (r.horodatage > use.to) use.to = r.horodatage;
        uses.set(r.cle_id, use);
      });
    }
  }
  for (const { serie, jusqua } of ranges.values()) {
    if (beforeOf(serie).r.signature !== jusqua.signature) wrong.push("journal_fiscal.jsonl : " + serie + " s’arrête avant le n° " + jusqua.seq);
  }
  const wanted = wantedKeys.toLowerCase().split(/[\s,;]+/).filter((word) => word !== "");
  for (const word of wanted) if (!uses.has(word)) wrong.push("cle_publique.pem : son empreinte (" + own.id + ") n’est pas celle du Z");
  const unconfirmed = wanted.length === 0 ? [] : [...uses.keys()].filter((id) => !wanted.includes(id));
  return { wrong, records: count, uses, unconfirmed, jumps, periode: manifest.periode };
}

async function run() {
  const file = document.getElementById("archive").files[0];
  if (!file) return;
  const verdict = document.getElementById("verdict");
  const details = document.getElementById("details");
  verdict.className = ""; verdict.textContent = "Vérification…"; details.replaceChildren();
  const say = (line) => { const item = document.createElement("li"); item.textContent = line; details.append(item); };
  try {
    const result = await verify(file, document.getElementById("key").value);
    const whole = result.wrong.length === 0;
    const good = whole && result.unconfirmed.length === 0;
    verdict.className = good ? "good" : "bad";
    verdict.textContent = good ? "Archive intègre" : whole ? "Empreinte non confirmée" : "Archive altérée";
    result.wrong.slice(0, 50).forEach(say);
    say("Période " + result.periode + ", " + result.records + " enregistrements signés");
    for (const [id, use] of result.uses) {
      const signed = use.records === 0 ? "l’archive elle-même" : use.records + " enregistrements, du " + use.from.slice(0, 10) + " au " + use.to.slice(0, 10);
      const compare = result.unconfirmed.includes(id) ? " : à comparer avec un Z de cette époque" : "";
      say("Empreinte de la clé : " + id + " (" + signed + ")" + compare);
    }
    if (result.jumps > 0) say("Une sauvegarde a été restaurée : " + result.jumps + " saut(s) qu’un enregistrement « restauration » explique.");
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
