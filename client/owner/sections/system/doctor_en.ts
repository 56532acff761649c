/** The words of the PC's check-up, in English. */
import type { DoctorWords } from "./doctor_fr.ts";

export const doctor: DoctorWords = {
  title: "Check-up of this PC",
  lead: "Port, firewall, disk, clock, database, backups, devices: what may get in the shop’s way, and what helps.",
  look: "Check",
  looking: "Checking…",
  count: (bad) => bad === 0 ? "Nothing wrong." : bad === 1 ? "1 thing to mend." : `${bad} things to mend.`,
  checks: {
    port: "Port",
    firewall: "Firewall",
    disk: "Room on the disk",
    disk_speed: "Speed of the disk",
    clock: "Clock",
    time_zone: "Time zone",
    engine: "Database engine",
    database: "Database",
    journal: "Journal",
    backup: "Backup",
    second_backup: "Second backup",
    printers: "Printers",
    scales: "Scales",
    card_terminals: "Card terminals",
    local_name: "Name on the network",
    certificate: "Certificate",
    proxy: "Proxy",
  },
  states: { good: "Good", bad: "To mend", unknown: "To look at" },
};
