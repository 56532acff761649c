/** What an archive says of itself, for whoever opens it in six years. */
export const README = `ARCHIVE DE CAISSE — COMPTOIR

Cette archive contient les enregistrements fiscaux d'une période, tels qu'ils ont été signés.

  verifier.html          ouvrez cette page dans un navigateur (sans Internet) et donnez-lui l'archive ZIP :
                         elle dit « intègre », ou nomme le fichier ou l'enregistrement altéré.
  manifeste.json         la liste des fichiers avec leur SHA-256 ; manifeste.sig en est la signature.
  cle_publique.pem       la clé publique. Son empreinte (cle_id) est imprimée sur chaque Z : comparez-les.
  journal_fiscal.jsonl   les enregistrements signés, un objet JSON par ligne.
  tickets.csv, lignes.csv, paiements.csv
                         les mêmes ventes en tableaux (UTF-8, point-virgule).
  clotures.json          les clôtures de jour, de mois et d'année.

Unités : montants en centimes d'euro, quantités en millièmes (1500 = 1,5), taux de TVA en points de
base (2000 = 20 %), dates et heures en UTC (RFC 3339).

Chaînage : chaque enregistrement d'une série porte la signature du précédent. Le texte signé est
  version_format ⏎ serie ⏎ seq ⏎ genre ⏎ cle_id ⏎ horodatage ⏎ signature_precedente ⏎ contenu
(⏎ : saut de ligne, UTF-8) par ECDSA P-256 sur SHA-256, 64 octets r ‖ s, base64url. La colonne
« empreinte » est le SHA-256 de ce même texte. La clé est nommée par les 16 premiers octets du SHA-256
de sa forme SPKI.
`;
