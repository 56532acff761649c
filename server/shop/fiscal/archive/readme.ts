/** What an archive says of itself, for whoever opens it in six years. */
export const README = `ARCHIVE DE CAISSE — COMPTOIR

Cette archive contient les enregistrements fiscaux d'une période, tels qu'ils ont été signés.

  verifier.html          ouvrez cette page dans un navigateur (sans Internet) et donnez-lui l'archive ZIP :
                         elle dit « intègre », ou nomme le fichier ou l'enregistrement altéré.
  manifeste.json         la liste des fichiers avec leur SHA-256 ; manifeste.sig en est la signature.
  cle_publique.pem       la clé publique. Son empreinte (cle_id) est imprimée sur chaque Z : comparez-les.
  journal_fiscal.jsonl   les enregistrements signés, un objet JSON par ligne.
  continuite.jsonl       les enregistrements de toutes les époques qui expliquent la suite : les clés (« cle »)
                         et les restaurations de sauvegarde (« restauration »).
  tickets.csv, lignes.csv, paiements.csv
                         les mêmes ventes en tableaux (UTF-8, point-virgule), sans les tickets de formation.
  mouvements_caisse.csv  les espèces entrées dans un tiroir ou sorties sans vente (montant négatif), et les ouvertures
                         de tiroir sans vente (genre « ouverture », montant 0), telles qu'elles ont été signées.
  reglements.csv         l'argent reçu pour des ventes restées à payer (montant négatif : règlement annulé), tel qu'il a été signé.
  bons_ailleurs.csv      ce que d'autres boutiques de la chaîne ont pris des bons de celle-ci, tel qu'il a été signé.
  dictionnaire.csv       chaque colonne de ces tableaux : son sens et son unité. Ce qui finit par _eur est en euros,
                         et « heure » à l'heure de la boutique, pour lire ; le reste est ce qui fut enregistré.
  clotures.json          les clôtures qui nomment la période ou une partie d'elle : un mois se clôt après sa fin.

Étendue : de chaque série d'enregistrements, l'archive contient un morceau sans trou, de là où l'a laissée la
clôture de la veille du premier jour jusque là où l'a laissée celle du dernier jour ; une archive commence donc
où finit la précédente, quelle qu'ait été l'heure du PC. Le manifeste nomme ces bornes (series : apres, jusqua)
et dit si la période est clôturée (cloturee) ; sinon l'archive va jusqu'au moment où elle a été faite. Les
tableaux contiennent les ventes de ces mêmes enregistrements.
Un fichier long se poursuit dans d'autres : lignes.csv, lignes-2.csv, lignes-3.csv.

Formation : les tickets faits par une personne en formation sont signés dans des séries à part
(formation:CAISSE, leurs copies formation-duplicatas:CAISSE), portent un numéro F-CAISSE-000001 et
"formation": true. Ils ne sont que dans journal_fiscal.jsonl et n'entrent dans aucun total.

Une seule base : dans lignes.csv, base_ht, base_tva et base_ttc sont ce qui reste après toutes les remises, et leur somme
est celle du ticket ; « remises » est ce qui a été ôté. total_ttc (et celui des lignes signées) est avant la remise du ticket.
Dans tickets.csv, ht_TAUX et tva_TAUX sont la TVA par taux (ht_2000 : à 20 %), « origine » et « motif » ceux d'un avoir.

Unités : montants en centimes d'euro, quantités en millièmes (1500 = 1,5) de pièce ou, où la ligne dit « unite »
(kg, l, m ; version_format 3), de cette unité, dont prix_unitaire_ttc est le prix ; taux de TVA en points de
base (2000 = 20 %), dates et heures en UTC (RFC 3339). Le champ « fuseau » des tickets et des clôtures nomme le fuseau
horaire de la boutique, selon lequel l'heure est imprimée et les journées (« jour ») sont comptées ; un changement de
fuseau est un événement (« fuseau »), et compte à partir de la fin de la journée en cours (depuis, premier_jour).

Prix : une ligne « prix_libre » a été vendue au prix dit à la caisse (article à prix libre). Là où un prix a été modifié à
la main, prix_unitaire_ttc est celui qui a été payé, prix_ordinaire celui de l'article, prix_motif la raison.

Hors champ : ce qui n'est pas un bien ni un service (« nature » : consigne, carte_cadeau) est hors du
champ de la TVA, ce qui n'est pas un taux de 0 %, et hors du chiffre d'affaires. Le total_ttc d'un ticket est ce qui est à
payer : total_ht + total_tva + hors_champ. Celui d'une clôture est le chiffre d'affaires, ce qui est hors champ est à côté
(« hors_champ »), et les paiements sont la somme des deux. Le champ « code_bon » d'un paiement nomme le bon d'achat ou la
carte cadeau. Ces champs existent depuis la version_format 3. Là où le terminal de la caisse a pris ou crédité la carte, le
paiement dit son « autorisation » et les quatre derniers chiffres de la carte (« carte ») ; rien d'autre d'elle n'est gardé.

Comptes clients : une vente payée par « compte » est restée à payer par un client, que le paiement nomme par son numéro
(client_id, « solde_compte » : ce qu'il doit ensuite) ; chiffre d'affaires et TVA sont ceux de la vente. Ce qu'il paie ensuite
est un événement signé (« reglement_compte »), sans TVA, dans aucun total par moyen. Le champ « comptes » d'une clôture dit
ce qui a été accordé (accorde), ce qui a été réglé par moyen (regle) et ce que tous doivent à la fin (solde).

Détail d'une clôture (version_format 4) : son chiffre d'affaires par vendeur (vendeurs), par catégorie d'articles (categories)
et par heure de la boutique (heures) ; ce qui a été ôté des prix (remises : sur une ligne, sur un ticket, par un prix modifié) ;
les bons donnés, utilisés et repris (bons) ; ce qui a été abandonné avant encaissement, tickets et lignes (annulations).

Bons utilisés ailleurs : ce qu'une autre boutique de la chaîne a pris d'un bon de celle-ci est un événement signé
(« bon_ailleurs »), écrit quand le siège l'apprend à la boutique ; c'est alors dû à l'autre boutique. Le champ
« bons_ailleurs » d'une clôture en dit la somme par boutique ; elle n'est dans aucun autre total.

Corrections : un moyen de paiement saisi par erreur est corrigé le jour même par un événement signé (« correction_paiement »),
jamais en réécrivant le ticket. Dans paiements.csv une correction fait deux lignes (correction_id) : ce qui est retiré
du mauvais moyen et ce qui est mis au bon ; « nombre » est le nombre de paiements pour lequel une ligne compte. Les
totaux par moyen d'une clôture sont ceux d'après correction, et ses écarts de caisse aussi (« corrections »).

TVA : le territoire de la boutique et ses taux sont des réglages ; un changement est un événement (« territoire »,
« taux_tva »). Le ticket d'une boutique en franchise dit pourquoi il n'a pas de TVA (« mention_tva »).

Codes : le champ « code » des événements porte le numéro du journal des événements techniques (JET)
quand il y en a un qui convient (80 démarrage, 40 arrêt, 90 défaut, 130 compte, 250 version …).

Chaînage : chaque enregistrement d'une série porte la signature du précédent. Le texte signé est
  version_format ⏎ serie ⏎ seq ⏎ genre ⏎ cle_id ⏎ horodatage ⏎ signature_precedente ⏎ contenu
(⏎ : saut de ligne, UTF-8) par ECDSA P-256 sur SHA-256, 64 octets r ‖ s, base64url. La colonne
« empreinte » est le SHA-256 de ce même texte. La clé est nommée par les 16 premiers octets du SHA-256
de sa forme SPKI.

Le premier enregistrement d'une série n'a pas de précédent : sa signature_precedente est un texte vide.

Vérifier sans la page, avec openssl (3 ou plus récent) dans le dossier où l'archive est dépliée :
le manifeste est signé par la clé publique,
  $ tr '_-' '/+' < manifeste.sig | sed 's/$/==/' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n' > sig.hex
  $ printf 'asn1=SEQUENCE:s\\n[s]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' $(cut -c1-64 sig.hex) $(cut -c65-128 sig.hex) > sig.cnf
  $ openssl asn1parse -genconf sig.cnf -noout -out sig.der
  $ openssl dgst -sha256 -verify cle_publique.pem -signature sig.der manifeste.json
qui doit dire « Verified OK » ; il nomme chaque fichier par son empreinte (rien ne doit être dit ici),
  $ for f in *.csv *.jsonl *.json *.txt *.html *.pem; do h=$(openssl dgst -sha256 -r "$f" | cut -c1-64); [ "$f" = manifeste.json ] || grep -q "$h" manifeste.json || echo "altéré : $f"; done
et la clé est celle que disent le manifeste et chaque Z (cle_id) :
  $ openssl pkey -pubin -in cle_publique.pem -outform DER | openssl dgst -sha256 -r | cut -c1-32
Un enregistrement, ici le premier (le texte signé est celui du paragraphe « Chaînage », lu avec jq) :
  $ head -n 1 journal_fiscal.jsonl > un.enr
  $ jq -j '[.version_format,.serie,.seq,.genre,.cle_id,.horodatage,.signature_precedente,.contenu]|map(tostring)|join("\\n")' un.enr > un.texte
  $ jq -r .signature un.enr | tr '_-' '/+' | sed 's/$/==/' | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n' > sig.hex
  $ printf 'asn1=SEQUENCE:s\\n[s]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' $(cut -c1-64 sig.hex) $(cut -c65-128 sig.hex) > sig.cnf
  $ openssl asn1parse -genconf sig.cnf -noout -out sig.der
  $ openssl dgst -sha256 -verify cle_publique.pem -signature sig.der un.texte

Changement de clé : une clé nouvelle (nouveau PC, fichier de clé perdu) se présente par un enregistrement
« cle » de la série « evenements », signé par elle-même : sa moitié publique (cle_publique, SPKI en base64),
son empreinte et celle de la clé qui la précède. Un enregistrement se vérifie avec la clé qu'il nomme. Rien
ici ne prouve à qui était une clé : comparez chaque empreinte avec un Z imprimé à son époque.

Restauration d'une sauvegarde : ce qui avait été vendu après la sauvegarde est perdu, mais aucun numéro
n'est donné deux fois. L'enregistrement « restauration » dit, pour chaque série, le dernier enregistrement
retrouvé (repris), le dernier connu de la base remplacée (laisse) et celui par lequel la série continue
(suite) ; de même pour les numéros de chaque caisse, avec le dernier numéro imprimé que le propriétaire a
saisi (saisi). La série « * » vaut pour toutes celles qui ne sont pas nommées. Le premier enregistrement
d'après porte la signature du dernier retrouvé : la chaîne n'est pas rompue, seul le compte saute. Un saut
que n'explique aucune restauration est un trou.
`;
