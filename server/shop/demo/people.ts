/** The demo shop's name, its staff and its customers. All of it is made up; numbers and addresses cannot be reached. */
import type { Role } from "../../../shared/roles.ts";

export const DEMO_SHOP = {
  nom: "Épicerie du Comptoir",
  adresse: "12 rue des Halles\n35000 Rennes",
  // Arcep keeps this range for fiction.
  telephone: "02 61 91 12 34",
  siret: "000 000 000 00000",
  tva_intracommunautaire: "FR00000000000",
  message: "Merci de votre visite, à bientôt !",
} as const;

export const DEMO_STAFF = [
  { username: "caisse1", name: "Camille Moreau", role: "caisse" },
  { username: "vendeur1", name: "Lucie Bernard", role: "vendeur" },
  { username: "vendeur2", name: "Hugo Petit", role: "vendeur" },
] as const satisfies readonly { readonly username: string; readonly name: string; readonly role: Role }[];
export type DemoUser = (typeof DEMO_STAFF)[number]["username"];

const NAMES = [
  "Anaïs Lefèvre",
  "Bruno Girard",
  "Chloé Fontaine",
  "Denis Marchand",
  "Élodie Roussel",
  "François Lambert",
  "Gaëlle Le Goff",
  "Henri Dufour",
  "Inès Bertrand",
  "Julien Caron",
  "Karine Perrot",
  "Loïc Guégan",
  "Manon Colin",
  "Nicolas Aubert",
  "Océane Barbier",
  "Pascal Renaud",
  "Quitterie Masson",
  "Romain Leclerc",
  "Sophie Vasseur",
  "Théo Jacquet",
  "Bistrot de la Place",
  "Mairie de quartier",
  "École des Tilleuls",
  "Association Les Amis du Canal",
] as const;

export interface DemoCustomer {
  readonly id: number;
  readonly nom: string;
  readonly telephone: string | null;
  readonly email: string | null;
}

export function demoCustomers(): DemoCustomer[] {
  return NAMES.map((nom, at) => ({
    id: at + 1,
    nom,
    telephone: at % 3 === 2 ? null : `06 39 98 ${String(10 + at)} ${String(37 + at)}`,
    email: at % 2 === 1 ? null : `${plain(nom)}@exemple.invalid`,
  }));
}

/** `Élodie Roussel` → `elodie.roussel`. */
function plain(nom: string): string {
  return nom.normalize("NFD").replaceAll(/\p{Mark}/gu, "").toLowerCase().replaceAll(/[^a-z]+/g, ".");
}
