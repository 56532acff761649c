/** The shop as the engine sees it: its schema, rights, guards and commands. What it offers over HTTP is no part of it: each worker has all of this. */
import type { JsonValue } from "../../shared/protocol.ts";
import type { Application } from "../database/application.ts";
import { shopCommands } from "./commands.ts";
import { people } from "./team.ts";
import { TOLD } from "./fiscal/events.ts";
import { fiscalMemory } from "./fiscal/memory.ts";
import { LABELS } from "./labels.ts";
import { GUARDS } from "./guards.ts";
import { MIGRATIONS } from "./migrations.ts";
import { reading } from "./reading.ts";
import { SHOP_RULES } from "./rules.ts";

export const shop: Application = {
  ...reading,
  migrations: MIGRATIONS,
  guards: GUARDS,
  rules: SHOP_RULES,
  labels: LABELS,
  commands: shopCommands,
  // What a payment needs, and what ends the day.
  vital: new Set([
    "caisses.ouvrir",
    "ventes.prendre",
    "ventes.annoncer",
    "ventes.retirer",
    "ventes.encaisser",
    "bons.demander",
    "bons.abandonner",
    "ventes.rembourser",
    "ventes.essayer_encaissement",
    "ventes.essayer_remboursement",
    "cartes.payer",
    "cartes.crediter",
    "cartes.rendre",
    "cartes.regler",
    "cartes.commencer",
    "cartes.terminer",
    "cartes.reprendre",
    "comptes.regler",
    "accords.donner",
    "caisses.fermer",
    "caisses.relever",
    "clotures.cloturer",
  ]),
  support: "support.faits",
  gauges: "jauges",
  chores: [
    { question: "clotures.automatique", command: "clotures.cloturer" },
    { question: "annonces.finies", command: "annonces.finir" },
  ],
  paper: {
    table: "impressions",
    waiting: "impressions.a_faire",
    printers: "imprimantes.lire",
    begin: "impressions.commencer",
    end: "impressions.terminer",
    resume: "impressions.reprendre",
  },
  cards: {
    table: "operations_carte",
    waiting: "cartes.a_faire",
    terminals: "terminaux.lire",
    begin: "cartes.commencer",
    end: "cartes.terminer",
    resume: "cartes.reprendre",
  },
  publications: {
    take: "siege.prendre",
    due: "siege.echues",
    fallDue: "siege.echoir",
    refuse: "siege.refuser",
    setAside: "siege.ecarter",
    leave: "siege.quitter",
  },
  vouchers: { want: "bons.demander", drop: "bons.abandonner", known: "bons.connus", take: "bons.rentrer" },
  scales: "balances.lire",
  told: TOLD,
  remembered: { file: "fiscal.head", of: (read) => fiscalMemory(read) as unknown as JsonValue },
  // A guard gives every new sale its seller.
  unfinished: { ventes: "OLD.vendeur_id IS NULL" },
  personal: { clients: ["nom", "telephone", "email", "adresse", "note", "siren"] },
  people,
  devices: "caisses.appareil",
  displays: { question: "afficheurs.montrer" },
  timeZone: { table: "boutique", column: "fuseau" },
  sealable: "clotures.scellables",
  milestones: { table: "clotures", at: "cloturee_le" },
};
