/** The words of the PC's check-up, in French. French punctuation keeps its no-break spaces: U+00A0 before a colon, U+202F elsewhere. */
export type DoctorWords = typeof doctor;

export const doctor = {
  title: "Contrôle de ce PC",
  lead:
    "Port, pare-feu, disque, horloge, base de données, sauvegardes, appareils\u00a0: ce qui pourrait gêner la boutique, et ce qui aide.",
  look: "Contrôler",
  looking: "Contrôle en cours…",
  count: (bad: number) => bad === 0 ? "Rien d’anormal." : bad === 1 ? "1 point à régler." : `${bad} points à régler.`,
  checks: {
    port: "Port",
    firewall: "Pare-feu",
    disk: "Place sur le disque",
    disk_speed: "Vitesse du disque",
    clock: "Horloge",
    time_zone: "Fuseau horaire",
    engine: "Moteur de la base",
    database: "Base de données",
    journal: "Journal",
    backup: "Sauvegarde",
    second_backup: "Seconde sauvegarde",
    printers: "Imprimantes",
    scales: "Balances",
    card_terminals: "Terminaux de paiement",
    certificate: "Certificat",
    local_name: "Nom sur le réseau",
    proxy: "Relais",
  } as Readonly<Record<string, string>>,
  states: { good: "Bon", bad: "À régler", unknown: "À vérifier" },
};
