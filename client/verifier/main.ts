/** The page inside an archive that verifies it: no network, no software of ours, any browser. */
import { type ArchiveVerification, verifyArchive } from "./verify.ts";

/** Further sentences say nothing new. */
const SENTENCES = 50;

const input = (id: string) => document.getElementById(id) as HTMLInputElement;
const verdict = document.getElementById("verdict")!;
const details = document.getElementById("details")!;

for (const id of ["archive", "key"]) input(id).addEventListener("change", run);

async function run(): Promise<void> {
  const file = input("archive").files?.[0];
  if (file === undefined) return;
  // Browsers give a page of plain http from another machine no means to check a signature.
  if (globalThis.crypto?.subtle === undefined) {
    show("bad", "Vérification impossible ici");
    return say(
      "Ce navigateur ne vérifie pas de signature sur cette page : enregistrez-la sur ce PC et ouvrez-la depuis son dossier.",
    );
  }
  show("", "Vérification…");
  try {
    tell(await verifyArchive(file, input("key").value));
  } catch (error) {
    show("bad", "Archive altérée");
    say((error as Error).message);
  }
}

function tell({ wrong, periode, records, keys, unconfirmed, jumps }: ArchiveVerification): void {
  if (wrong.length > 0) show("bad", "Archive altérée");
  else if (unconfirmed.length > 0) show("bad", "Empreinte non confirmée");
  else show("good", "Archive intègre");
  wrong.slice(0, SENTENCES).forEach(say);
  say(`Période ${periode}, ${records} enregistrements signés`);
  for (const [fingerprint, { records, from, to }] of keys) {
    const signed = records === 0
      ? "l’archive elle-même"
      : `${records} enregistrements, du ${from.slice(0, 10)} au ${to.slice(0, 10)}`;
    const compare = unconfirmed.includes(fingerprint) ? " : à comparer avec un Z de cette époque" : "";
    say(`Empreinte de la clé : ${fingerprint} (${signed})${compare}`);
  }
  if (jumps > 0) say(`Une sauvegarde a été restaurée : ${jumps} saut(s) qu’un enregistrement « restauration » explique.`);
}

function show(kind: "" | "good" | "bad", words: string): void {
  verdict.className = kind;
  verdict.textContent = words;
  details.replaceChildren();
}

function say(sentence: string): void {
  const item = document.createElement("li");
  item.textContent = sentence;
  details.append(item);
}
