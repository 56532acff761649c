/**
 * What the shop's own rules are called and say to who breaks one, in both languages, by the rule as it is stored: what
 * a trigger raises or a command refuses (`rule:…`, or of old `table: what in French`), or the name of a constraint.
 */
import type { Rule } from "../database/application.ts";
import { type Bilingual, say } from "../../shared/errors.ts";

/** Table → what it raises → the rule's id and the same in English. */
const RAISED: Readonly<Record<string, Readonly<Record<string, readonly [id: string, en: string]>>>> = {
  boutique: {
    "une démonstration le reste, une vraie boutique aussi": ["demo_stays_demo", "a demo shop stays one, and so does a real shop"],
    "il n'y en a qu'une": ["one_shop", "there is only one"],
    "elle ne se supprime pas": ["shop_kept", "it cannot be deleted"],
  },
  clients: {
    "un client ne se fusionne pas avec lui-même": ["client_merge_self", "a customer cannot be merged with itself"],
    "ce client est déjà fusionné dans un autre": ["client_merged_already", "this customer has been merged into another already"],
  },
  clients_fusionnes: {
    "une fusion ne change pas": ["merge_fixed", "a merge does not change"],
    "une fusion ne se supprime pas": ["merge_kept", "a merge cannot be deleted"],
  },
  clotures: {
    "une clôture ne change pas": ["closing_fixed", "a closing does not change"],
    "une clôture ne se supprime pas": ["closing_kept", "a closing cannot be deleted"],
  },
  encaissements: { "ce qui est encaissé le reste": ["taking_fixed", "what was taken stays as it is"] },
  equipe: {
    "role et actif se changent avec le compte": ["person_follows_account", "role and actif change with the account"],
    "qui a un compte reste dans l'équipe": ["person_with_account_kept", "whoever has an account stays in the team"],
    "un administrateur ne tient pas de caisse, il n'y est pas en formation": [
      "owner_at_no_till",
      "an administrateur works at no till, and is not in training there",
    ],
  },
  journal_fiscal: {
    "ce qui est écrit le reste": ["record_fixed", "what is written stays as it is"],
  },
  lignes_vente: {
    "cette ligne ne change plus": ["line_fixed", "this line does not change any more"],
    "ce produit ne se vend plus": ["product_retired", "this product is not sold any more"],
    "id s'écrit en minuscules": ["line_id_lower_case", "id is written in small letters"],
    "libelle, prix_unitaire_ttc et tva manquent, ou un produit": [
      "line_incomplete",
      "libelle, prix_unitaire_ttc and tva are missing, or a product",
    ],
    "une vente payée ou annulée ne change plus": [
      "line_of_finished_ticket",
      "a sale that is paid or cancelled does not change any more",
    ],
  },
  mouvements_stock: {
    "un mouvement ne change pas": ["movement_fixed", "a movement of stock does not change"],
    "un mouvement ne se supprime pas": ["movement_kept", "a movement of stock cannot be deleted"],
  },
  paiements: {
    "un paiement ne change pas": ["payment_fixed", "a payment does not change"],
    "un paiement ne se supprime pas": ["payment_kept", "a payment cannot be deleted"],
  },
  produits: {
    "le stock de ce produit n'est pas suivi": ["stock_not_followed", "the stock of this product is not followed"],
  },
  sessions_caisse: {
    "une session fermée ne change plus": ["till_session_closed", "a till session that is closed does not change any more"],
    "une session ne se supprime pas": ["till_session_kept", "a till session cannot be deleted"],
  },
  ventes: {
    "id ne change jamais": ["ticket_id_fixed", "id never changes"],
    "id s'écrit en minuscules": ["ticket_id_lower_case", "id is written in small letters"],
    "un ticket de formation le reste": ["training_ticket_stays", "a training ticket stays one"],
    "un ticket sans ligne ne s'encaisse pas": ["ticket_empty_payment", "no money is taken for a ticket without a line"],
    "un ticket sans ligne ne s'envoie pas": ["ticket_empty_sending", "a ticket without a line cannot be sent"],
    "une vente ne se supprime pas": ["ticket_kept", "a sale cannot be deleted"],
    "une vente payée ou annulée ne change plus": ["ticket_finished", "a sale that is paid or cancelled does not change any more"],
  },
  ventes_tva: {
    "la TVA d'un ticket ne change pas": ["ticket_vat_fixed", "a ticket's VAT does not change"],
    "la TVA d'un ticket ne se supprime pas": ["ticket_vat_kept", "a ticket's VAT cannot be deleted"],
  },
  _planchers_numeros: {
    "un plancher ne descend pas": ["number_floor_fixed", "a floor does not sink"],
    "un plancher ne se supprime pas": ["number_floor_kept", "a floor cannot be deleted"],
  },
  _planchers_series: {
    "un plancher ne descend pas": ["series_floor_fixed", "a floor does not sink"],
    "un plancher ne se supprime pas": ["series_floor_kept", "a floor cannot be deleted"],
  },
};

const TAKEN = say(
  "ce code-barres est déjà celui de « {subject} »",
  "this code is that of '{subject}' already",
);

/** UNIQUE columns of which a guard tells whose the value is. */
const HELD: Readonly<Record<string, Bilingual>> = { "produits.code_barres": TAKEN, "codes_produits.code": TAKEN };

const OUTSIDE_DISCOUNT = say("une consigne ou une carte cadeau ne se remise pas", "a deposit or a gift card is not discounted");
const DISCOUNT_EXCEEDS = say("la remise dépasse le total du ticket", "the discount exceeds the ticket's total");

/** Rules that have an id of their own (`rule:…`), so that their sentences may change. */
const RULES: Readonly<Record<string, Bilingual>> = {
  "rule:account_kept": say(
    "un compte client ne change pas : son solde est la somme de ses mouvements",
    "a customer account does not change: what is owed is the sum of its movements",
  ),
  "rule:account_owing": say(
    "ce client a encore à payer : réglez son compte d'abord",
    "this customer still has something to pay: settle the account first",
  ),
  "rule:cash_move_fixed": say("un mouvement de caisse ne change pas", "a cash move does not change"),
  "rule:cash_move_kept": say("un mouvement de caisse ne se supprime pas", "a cash move cannot be deleted"),
  "rule:cash_word_kept": say(
    "ce que le propriétaire a accordé en espèces reste comme il est",
    "what the owner allowed in cash stays as it is",
  ),
  "rule:code_blank": say("le code-barres n'est fait que de blancs", "the code is made of blanks alone"),
  "rule:code_check_digit": say(
    "le dernier chiffre du code-barres ne va pas avec les autres : il a été mal lu ou mal copié",
    "the code's last digit does not fit the others: it was misread or miscopied",
  ),
  "rule:code_inner_blank": say(
    "un blanc ou un retour à la ligne se trouve au milieu du code-barres : un lecteur n'en envoie pas",
    "a blank or a line end stands in the middle of the code: no scanner sends one",
  ),
  "rule:code_spreadsheet": say(
    "ce code-barres a été changé par un tableur : mettez la colonne au format texte",
    "this code was changed by a spreadsheet: make its column text",
  ),
  "rule:code_is_label": say(
    "un code de ce genre est une étiquette de balance (modèle {subject}) : donnez à l'article son seul numéro, tel que la balance l'écrit",
    "such a code is a scale's label (pattern {subject}): give the article its number alone, as the scale writes it",
  ),
  "rule:code_taken": TAKEN,
  "rule:code_twin": say(
    "ce code-barres est celui de « {subject} », écrit avec un chiffre de plus ou de moins",
    "this code is that of '{subject}', written with one digit more or less",
  ),
  "rule:correction_kept": say("une correction de paiement reste comme elle est", "a correction of a payment stays as it is"),
  "rule:count_ahead": say(
    "le comptage de « {subject} » est daté de plus tard que maintenant : réglez l'horloge de l'appareil",
    "the count of '{subject}' is dated later than now: set the device's clock",
  ),
  "rule:count_older": say(
    "« {subject} » a été compté de nouveau entre-temps : ce comptage est dépassé, rien n'a été enregistré",
    "'{subject}' was counted again meanwhile: this count is out of date, nothing was recorded",
  ),
  "rule:delivery_kept": say("une livraison reçue le reste", "a delivery that was received stays"),
  "rule:discount_cap": say(
    "cette remise dépasse ce que votre rôle peut accorder",
    "this discount is more than your role may give",
  ),
  "rule:discount_twice": say(
    "une remise est un taux ou un montant, pas les deux : pour un montant, mettez remise_taux à 0",
    "a discount is a rate or an amount, not both: for an amount, set remise_taux to 0",
  ),
  "rule:gift_card_line": say(
    "une carte cadeau se vend entière, pour un montant qui n'est pas nul, et 50 au plus par ticket",
    "a gift card is sold whole, for more than nothing, and at most 50 of them on a ticket",
  ),
  "rule:import_ambiguous": say(
    "plusieurs portent « {subject} » : rien ne dit duquel il s'agit",
    "several have '{subject}': nothing tells which one is meant",
  ),
  "rule:import_changed": say(
    "« {subject} » a changé depuis cet import : il ne peut plus être annulé",
    "'{subject}' has changed since this import: it cannot be undone any more",
  ),
  "rule:import_missing": say("une valeur est attendue ici", "a value is wanted here"),
  "rule:import_negative_stock": say("un stock compté n'est pas négatif", "a stock that was counted is not negative"),
  "rule:import_too_old": say("cet import est trop ancien pour être annulé", "this import is too old to be undone"),
  "rule:import_twice": say("la ligne {subject} parle déjà du même", "line {subject} is about the same already"),
  "rule:import_two_customers": say(
    "le téléphone et l'e-mail sont ceux de deux clients différents",
    "the telephone and the e-mail are those of two different customers",
  ),
  "rule:import_undone": say("cet import est déjà annulé", "this import is undone already"),
  "rule:import_unknown_product": say(
    "aucun article n'a ce code ni ce nom : créez-le d'abord",
    "no product has this code or this name: add it first",
  ),
  "rule:former_price": say(
    "ce prix n'est plus celui de l'article : retirez sa ligne et ajoutez-le de nouveau, au prix d'aujourd'hui",
    "this is the product's price no more: take its line away and add it again, at today's price",
  ),
  "rule:import_unknown_deposit": say(
    "aucune consigne n'a ce nom ou ce code, ou plusieurs ont ce nom : donnez le code d'une consigne du catalogue",
    "no deposit has this name or this code, or several have this name: give the code of one of the catalogue's",
  ),
  "rule:import_used": say(
    "« {subject} » a été vendu ou utilisé depuis cet import : il ne peut plus être annulé",
    "'{subject}' was sold or used since this import: it cannot be undone any more",
  ),
  "rule:invoice_training": say(
    "un ticket de formation n'est pas une vente : il ne s'en fait pas de facture",
    "a training ticket is no sale: no invoice is made of it",
  ),
  "rule:line_price_changed": say(
    "le prix de cet article a changé depuis : la quantité de cette ligne ne peut que baisser, ajoutez-en une autre",
    "this product's price has changed since: the quantity of this line can only fall, add another line",
  ),
  "rule:line_total": say(
    "le montant d'une ligne (quantité × prix) ne dépasse pas 100 millions d'euros",
    "a line's amount (quantity × price) is at most 100 million euros",
  ),
  "rule:line_under_a_cent": say(
    "cette quantité ne fait pas un centime : une ligne vaut au moins un centime, avant sa remise",
    "this quantity comes to less than a cent: a line is worth at least a cent, before its discount",
  ),
  "rule:meal_voucher_ceiling": say(
    "les titres-restaurant paient {subject} au plus aujourd'hui sur ce ticket : prenez le reste autrement",
    "meal vouchers pay {subject} at most of this ticket today: take the rest by other means",
  ),
  "rule:line_outside_discount": OUTSIDE_DISCOUNT,
  "rule:line_negative": say(
    "seule une consigne au prix du catalogue revient sans le ticket où elle a été vendue : le reste s'échange ou se rembourse",
    "only a deposit at the catalogue's price comes back without the ticket it was sold on: all else is exchanged or refunded",
  ),
  "rule:label_is_code": say(
    "le code de « {subject} » est de ce modèle : l'article serait pris pour une étiquette de balance",
    "the code of '{subject}' is of this pattern: the article would be taken for a scale's label",
  ),
  "rule:label_mismatch": say(
    "cette étiquette de balance ne dit ni cet article ni ce prix, ou aucun modèle ne la décrit",
    "this scale's label says neither this article nor this price, or no pattern describes it",
  ),
  "rule:label_pattern_fixed": say(
    "un modèle d'étiquette ne se change pas : retirez-le et ajoutez-en un autre",
    "a label's pattern does not change: remove it and add another",
  ),
  "rule:label_price_fixed": say(
    "ce que coûte cette ligne est ce que dit son étiquette : faites une remise, ou retirez la ligne",
    "what this line costs is what its label says: give a discount, or take the line off",
  ),
  "rule:meal_voucher_part": say(
    "les titres-restaurant paient {subject} au plus de ce ticket, ce que coûtent ses articles éligibles : prenez le reste autrement",
    "meal vouchers pay {subject} at most of this ticket, what its eligible products cost: take the rest by other means",
  ),
  "rule:payment_voucher_code": say(
    "un avoir, une carte cadeau ou un bon d'une autre boutique porte un code, et rien d'autre",
    "a voucher, a gift card or another shop's voucher has a code, and nothing else",
  ),
  "rule:payment_mode": say("ce moyen de paiement n'existe pas", "there is no such means of payment"),
  "rule:printer_address_noughts": say(
    "l'adresse d'une imprimante s'écrit sans zéro devant ses nombres : 10.0.0.1, non 10.0.0.01",
    "a printer's address is written without noughts before its numbers: 10.0.0.1, not 10.0.0.01",
  ),
  "rule:price_cap": say(
    "ce prix s'écarte du prix ordinaire de plus que votre rôle ne le peut",
    "this price is further from the ordinary one than your role may go",
  ),
  "rule:price_fixed": say(
    "« {subject} » se vend au prix et sous le nom du catalogue",
    "'{subject}' is sold at the catalogue's price and by its name",
  ),
  "rule:price_wanted": say(
    "le prix de cet article se dit à la caisse : donnez prix_unitaire_ttc",
    "this article's price is said at the till: give prix_unitaire_ttc",
  ),
  "rule:product_deposit": say(
    "consigne_id est le numéro d'un article qui est une consigne",
    "consigne_id is the number of a product that is a deposit",
  ),
  "rule:product_nature_kept": say(
    "la nature d'un article (bien, consigne, carte cadeau) ne change pas : créez-en un autre",
    "what a product is (goods, deposit, gift card) does not change: make another one",
  ),
  "rule:product_changed": say(
    "« {subject} » a changé entre-temps : rien n'a été modifié, regardez-le et recommencez",
    "'{subject}' has changed meanwhile: nothing was changed, look at it and try again",
  ),
  "rule:platform_missing": say(
    "le matricule de la plateforme agréée manque : il se met avec la déclaration des ventes",
    "the number of the platform that reports is missing: it is entered with the report of sales",
  ),
  "rule:publication_refused": say(
    "cette publication du siège ne va pas à la boutique",
    "this publication of head office does not fit the shop",
  ),
  "rule:report_not_ready": say(
    "cette période n'est pas finie, ou une de ses journées attend sa clôture",
    "this period is not over, or one of its days waits to be closed",
  ),
  "rule:siret_missing": say(
    "le numéro SIRET de la boutique manque, ou n'est pas juste : il se met dans les réglages de la boutique",
    "the shop's SIRET is missing, or not right: it is entered in the shop's settings",
  ),
  "rule:card_operation_fixed": say(
    "une opération de carte connue ne change plus",
    "a card operation that is known does not change any more",
  ),
  "rule:card_operation_kept": say("une opération de carte ne se supprime pas", "a card operation cannot be deleted"),
  "rule:card_operation_once": say(
    "cette opération de carte a déjà été demandée, pour autre chose",
    "this card operation was asked for already, for something else",
  ),
  "rule:ticket_card_open": say(
    "un paiement par carte de ce ticket n'est pas réglé : regardez le terminal, puis dites ce qu'il en est",
    "a card payment of this ticket is not settled: look at the terminal, then say how it ended",
  ),
  "rule:tender_fixed": say("un paiement annoncé ne change pas", "a payment that was announced does not change"),
  "rule:tender_kept": say("un paiement annoncé ne se supprime pas", "a payment that was announced cannot be deleted"),
  "rule:ticket_discount": say(
    "la remise d'un ticket ne dépasse pas 100 millions d'euros",
    "a ticket's discount is at most 100 million euros",
  ),
  "rule:ticket_discount_exceeds": DISCOUNT_EXCEEDS,
  "rule:ticket_lines": say("un ticket a 1 000 lignes au plus", "a ticket has 1,000 lines at most"),
  "rule:stock_reason": say("ce motif de mouvement n'existe pas", "there is no such reason for a movement of stock"),
  "rule:transfer_kept": say("un transfert ne change pas", "a transfer does not change"),
  "rule:transfer_once": say(
    "ce transfert est déjà enregistré : rien n'est envoyé ou reçu deux fois",
    "this transfer is written already: nothing is sent or received twice",
  ),
  "rule:transfer_code": say(
    "un article sans code-barres ne s'envoie pas à une autre boutique",
    "an article without a barcode cannot be sent to another shop",
  ),
  "rule:transfer_lines": say(
    "chaque ligne envoyée se reçoit, une fois, même si rien n'est venu",
    "each line that was sent is received, once, even where nothing came",
  ),
  "rule:voucher_kept": say(
    "un bon ne change pas : son solde est la somme de ses mouvements",
    "a voucher does not change: its balance is the sum of its movements",
  ),
  "rule:time_zone_kept": say(
    "ce que la boutique avait pour fuseau horaire le reste",
    "what the shop had for its time zone stays",
  ),
  "rule:ticket_outside_fixed": say(
    "ce qui est hors champ d'un ticket ne change pas",
    "what is outside VAT on a ticket does not change",
  ),
  "rule:ticket_payments": say("un ticket a 50 paiements au plus", "a ticket has 50 payments at most"),
  "rule:ticket_without_lines": say(
    "un ticket garde au moins une ligne : annulez-le plutôt",
    "a ticket keeps a line at least: cancel it instead",
  ),
  "rule:ticket_with_tender": say(
    "un paiement déjà fait (carte, chèque, titre) est sur ce ticket : la caisse le retire d'abord, avec un motif",
    "a payment that was made already (card, cheque, voucher) is on this ticket: the till takes it off first, with a reason",
  ),
  "rule:vat_rate_unknown": say(
    "ce taux de TVA n'est pas de ceux de la boutique ({subject}) : un taux nouveau s'ajoute dans les réglages de la boutique",
    "this rate of VAT is none of the shop's ({subject}): a new one is added in the shop's settings",
  ),
  "rule:ticket_total": say(
    "le total d'un ticket ne dépasse pas 100 millions d'euros",
    "a ticket's total is at most 100 million euros",
  ),
};

const RATE = say("le taux d'une remise va de 0 à 10000 (100 %)", "the rate of a discount is 0 to 10000 (100 %)");
const OPEN = say("prix_libre vaut 0 ou 1", "prix_libre is 0 or 1");
const UNIT = say(
  "un article se vend à la pièce (piece), au kilo (kg), au litre (l) ou au mètre (m)",
  "an article is sold by the piece, the kilo (kg), the litre (l) or the metre (m)",
);
const SIREN = say(
  "un SIREN a neuf chiffres, et le dernier va avec les autres : celui-ci est mal écrit",
  "a SIREN has nine digits, and the last fits the others: this one is miswritten",
);
const UUID = say("id doit être un UUID", "id must be a UUID");

/** Constraints with a name → the rule's id and what it says. */
const NAMED: Readonly<Record<string, readonly [id: string, sentence: Bilingual]>> = {
  boutique_matricule_pa: [
    "platform_number",
    say(
      "le matricule d'une plateforme agréée a quatre chiffres ou capitales",
      "the number of a platform has four digits or capitals",
    ),
  ],
  comptes_comptables_numero: [
    "account_number",
    say(
      "un numéro de compte a 3 à 20 chiffres ou capitales, et commence par trois chiffres dont le premier va de 1 à 8",
      "an account's number has 3 to 20 digits or capitals, and begins with three digits of which the first is 1 to 8",
    ),
  ],
  clients_siren: ["siren", SIREN],
  factures_demandees_siren: ["siren", SIREN],
  clients_fusionnes_autre: [
    "client_merge_self",
    say("un client ne se fusionne pas avec lui-même", "a customer cannot be merged with itself"),
  ],
  lignes_vente_id_uuid: ["line_id_uuid", UUID],
  paiements_annonces_id_uuid: ["tender_id_uuid", UUID],
  operations_carte_id_uuid: ["card_operation_id_uuid", UUID],
  caisses_terminal_adresse: [
    "terminal_address",
    say(
      "un terminal de paiement est à une adresse du réseau de la boutique, comme 192.168.1.60",
      "a card terminal is at an address of the shop's own network, such as 192.168.1.60",
    ),
  ],
  caisses_terminal_port: ["terminal_port", say("le port d'un terminal va de 1024 à 65535", "a terminal's port is 1024 to 65535")],
  caisses_terminal_identifiant: [
    "terminal_identifier",
    say("l'identifiant de caisse d'un terminal a 12 chiffres", "a till's identifier at a terminal has 12 digits"),
  ],
  lignes_vente_remise: [
    "line_discount",
    say("une remise ne dépasse pas le prix de sa ligne", "a discount cannot exceed the price of its line"),
  ],
  bons_solde: [
    "voucher_balance",
    say("le solde d'un bon va de 0 à son montant", "a voucher's balance is from 0 to its amount"),
  ],
  lignes_vente_nature: [
    "line_nature",
    say("une ligne hors champ n'a pas de taux de TVA", "a line outside VAT has no rate of VAT"),
  ],
  lignes_vente_sans_remise: ["line_outside_discount", OUTSIDE_DISCOUNT],
  produits_nature: [
    "product_nature",
    say(
      "un article est un bien, une consigne ou une carte_cadeau ; ce qui n'est pas un bien est hors champ, à tva 0",
      "a product is goods (bien), a deposit (consigne) or a gift card (carte_cadeau); what is no goods is outside VAT, with tva 0",
    ),
  ],
  comptes_clients_solde: [
    "account_balance",
    say("un client ne paie pas plus qu'il ne doit", "a customer pays no more than is owed"),
  ],
  boutique_bons_chaine: [
    "vouchers_shared",
    say("bons_chaine est 0 ou 1", "bons_chaine is 0 or 1"),
  ],
  boutique_bons_hors_ligne: [
    "vouchers_offline",
    say(
      "sans le siège, un bon paie de 0 à 10 000 €",
      "without head office a voucher pays €0 to €10,000",
    ),
  ],
  lignes_vente_prix_hors_champ: [
    "line_outside_price",
    say("le prix d'une consigne ou d'une carte cadeau ne se modifie pas", "the price of a deposit or a gift card is not changed"),
  ],
  lignes_vente_prix_libre: ["line_open_price", OPEN],
  lignes_vente_prix_motif: [
    "price_reason_wanted",
    say("un prix modifié demande une raison : donnez prix_motif", "a price that is changed wants a reason: give prix_motif"),
  ],
  modeles_etiquettes_modele: [
    "label_pattern",
    say(
      "un modèle d'étiquette a 13 signes : 2 et un chiffre ou 02, de 3 à 6 I, de 4 à 6 W, P ou F d'une sorte, un V au plus, C à la fin",
      "a label's pattern has 13 signs: 2 and a digit or 02, 3 to 6 I, 4 to 6 W, P or F of one kind, one V at most, C at the end",
    ),
  ],
  lignes_vente_etiquette: [
    "label_digits",
    say("une étiquette de balance a 13 chiffres", "a scale's label has 13 digits"),
  ],
  imprimantes_adresse: [
    "printer_address",
    say(
      "une imprimante est à une adresse du réseau de la boutique (192.168.1.50, ou 192.168.1.50:9101), ou sur un câble (/dev/usb/lp0)",
      "a printer is at an address of the shop's own network (192.168.1.50, or 192.168.1.50:9101), or on a cable (/dev/usb/lp0)",
    ),
  ],
  caisses_balance: [
    "scale_address",
    say(
      "une balance est à une adresse du réseau de la boutique avec son port (192.168.1.60:4001), ou sur un câble série (/dev/ttyUSB0)",
      "a scale is at an address of the shop's own network with its port (192.168.1.60:4001), or on a serial cable (/dev/ttyUSB0)",
    ),
  ],
  imprimantes_langage: [
    "printer_language",
    say(
      "une imprimante parle escpos ou star, et celle qui parle star ne dit pas son état : repond vaut 0",
      "a printer speaks escpos or star, and one that speaks star does not say how it is: repond is 0",
    ),
  ],
  produits_consigne_d_un_bien: [
    "product_deposit_of_goods",
    say("une consigne se vend avec un bien", "a deposit is sold with goods"),
  ],
  produits_titre_restaurant: [
    "product_meal_voucher",
    say(
      "titre_restaurant vaut 0 ou 1, et 0 pour une consigne ou une carte cadeau",
      "titre_restaurant is 0 or 1, and 0 for a deposit or a gift card",
    ),
  ],
  produits_prix_libre: ["product_open_price", OPEN],
  lignes_vente_taux: ["line_discount_rate", RATE],
  taux_tva_dates: [
    "vat_rate_dates",
    say("un taux de TVA ne finit pas avant d'avoir commencé", "a rate of VAT does not end before it began"),
  ],
  lignes_vente_unite: ["line_unit", UNIT],
  produits_unite: ["product_unit", UNIT],
  ventes_formation: [
    "training_ticket_numbers",
    say("un ticket de formation n'a ni numéro légal ni jour", "a training ticket has neither a legal number nor a day"),
  ],
  ventes_id_uuid: ["ticket_id_uuid", UUID],
  ventes_numero_formation: [
    "training_number",
    say("seul un ticket de formation a un numéro de formation", "only a training ticket has a training number"),
  ],
  ventes_taux: ["ticket_discount_rate", RATE],
};

export const SHOP_RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(Object.entries(RULES).map(([id, sentence]) => [id, { id, ...sentence }])),
  ...Object.fromEntries(Object.entries(HELD).map(([id, sentence]) => [`UNIQUE ${id}`, { id, ...sentence }])),
  ...Object.fromEntries(Object.entries(NAMED).map(([name, [id, sentence]]) => [name, { id: `rule:${id}`, ...sentence }])),
  ...Object.fromEntries(
    Object.entries(RAISED).flatMap(([table, rules]) =>
      Object.entries(rules).map(([fr, [id, en]]) => [`${table}: ${fr}`, { id: `rule:${id}`, fr, en }])
    ),
  ),
};
