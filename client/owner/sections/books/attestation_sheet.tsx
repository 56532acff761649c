/**
 * The publisher's own attestation, to be filled in and signed by hand: both parts of the administration's form in our words, and
 * where this program meets each condition. It is in French whatever the page's language: it is for the French administration.
 */
import { formatDateAndTime } from "../../../shell/words/words.ts";
import { Block, Facts } from "../../components/document_parts.tsx";

/** What the law says is said here alone: its articles moved in 2026, and will be named otherwise. */
const REFERENCE =
  "3° bis du I de l’article 286 du code général des impôts (loi n°\u00a02026-103 du 19\u00a0février 2026, art.\u00a0125\u00a0; modèle BOI-LETTRE-000242)";
const BLANK = "……………………………………………";

export interface AttestedShop {
  readonly nom: string;
  readonly adresse: string;
  readonly siret: string;
  /** As in `Comptoir 1.2.3`. */
  readonly version: string;
  /** RFC 3339: its first signed record. */
  readonly since: string | null;
  /** The fingerprint of its key. */
  readonly key: string | null;
}

/** Each condition, and where the program meets it. */
const CONDITIONS: readonly (readonly [string, string])[] = [
  [
    "Inaltérabilité",
    "Un ticket payé ne change plus et ne se supprime pas\u00a0: la base de données le refuse. Une erreur se corrige par un avoir ou par une correction de paiement, enregistrés à côté. Les tickets modifiés ou annulés avant paiement laissent une trace. Livres › Archives et contrôle relit tout et nomme le premier enregistrement qui aurait changé.",
  ],
  [
    "Sécurisation",
    "Tickets, copies, clôtures, archives et événements techniques sont signés (ECDSA P-256, SHA-256), chacun avec la signature du précédent de sa série. Le mode formation est signé à part et n’entre dans aucun total.",
  ],
  [
    "Conservation",
    "Les données de chaque ligne (libellé, quantité, prix, taux, remise), les paiements et leurs corrections restent dans la base. Clôtures du jour, du mois et de l’année, avec le total de la période et deux totaux perpétuels.",
  ],
  [
    "Archivage",
    "L’archive d’une période est un fichier ouvert (JSON, CSV), daté, signé et enregistré, qui contient la page qui le vérifie et la manière de le vérifier sans elle.",
  ],
];

export function AttestationSheet({ of: { nom, adresse, siret, version, since, key } }: { of: AttestedShop }) {
  const major = version.split(".")[0] ?? version;
  return (
    <article class="z attestation" lang="fr">
      <header class="z-head">
        <h2>Attestation individuelle relative à un logiciel de caisse</h2>
        <p>{REFERENCE}</p>
        <p>Modèle non signé, à remplir. Il vaut pour la version majeure nommée et pour l’entreprise nommée.</p>
      </header>
      <Block title="Volet 1 — à remplir par l’éditeur">
        <p>
          Je soussigné(e), {BLANK}, représentant légal de {BLANK}, SIREN{" "}
          {BLANK}, éditeur du logiciel Comptoir, atteste que ce logiciel, dans sa version majeure{" "}
          {major}, installé sous la version {version}{" "}
          et utilisé par l’entreprise désignée au volet 2, satisfait aux conditions d’inaltérabilité, de sécurisation, de
          conservation et d’archivage des données prévues au {REFERENCE}.
        </p>
        <p>Qui modifie le programme dans ce qui touche à ces conditions en devient l’éditeur, et atteste à son tour.</p>
        <p>Fait à {BLANK}, le {BLANK}. Signature :</p>
      </Block>
      <Block title="Volet 2 — à remplir par l’entreprise qui l’utilise">
        <Facts
          rows={[
            ["Entreprise", nom || BLANK],
            ["Adresse", adresse || BLANK],
            ["SIRET", siret || BLANK],
            ["Logiciel", `Comptoir ${version}`],
            ["Premier enregistrement", since === null ? BLANK : formatDateAndTime(since, "fr")],
            ["Empreinte de la clé", key ?? BLANK],
          ]}
        />
        <p>
          Je soussigné(e), {BLANK}, représentant légal de l’entreprise ci-dessus, déclare utiliser ce logiciel depuis le {BLANK}
          {" "}
          pour enregistrer les règlements de ses clients.
        </p>
        <p>Fait à {BLANK}, le {BLANK}. Signature :</p>
      </Block>
      <Block title="Où le programme satisfait à chaque condition">
        {CONDITIONS.map(([name, where]) => (
          <p key={name}>
            <strong>{name}.</strong> {where}
          </p>
        ))}
      </Block>
    </article>
  );
}
