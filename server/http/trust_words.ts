/** What the page of trust says: for each system, where its settings keep authorities. */
import type { Locale } from "../../shared/errors.ts";

interface TrustWords {
  readonly title: string;
  readonly lead: string;
  readonly download: string;
  readonly compare: string;
  readonly follow: string;
  readonly open: string;
  readonly limits: (until: string) => string;
  readonly systems: readonly { readonly name: string; readonly known: RegExp; readonly steps: readonly string[] }[];
}

/** iPads say that they are Macs: with a finger they find their own section below. */
const KNOWN = {
  windows: /Windows/,
  apple: /iPhone|iPad/,
  android: /Android/,
  mac: /Macintosh/,
  firefox: /Firefox/,
  linux: /Linux/,
};

export const TRUST_WORDS: Readonly<Record<Locale, TrustWords>> = {
  fr: {
    title: "Faire confiance à la boutique",
    lead: "À faire une fois sur cet appareil : ensuite, ce qui va de lui au PC de la boutique ne se lit plus en chemin.",
    download: "Téléchargez le certificat de la boutique",
    compare:
      "Comparez son empreinte SHA-256 avec celle de la fenêtre du serveur ou de la console du propriétaire. Si elle diffère, arrêtez-vous.",
    follow: "Suivez les étapes de votre appareil, ci-dessous.",
    open: "Ouvrez la boutique :",
    limits: (until) =>
      `Cette autorité n'est crue que pour les noms de ce PC et les adresses des réseaux locaux, jusqu'au ${until}. On la retire là où on l'a ajoutée.`,
    systems: [
      {
        name: "Android",
        known: KNOWN.android,
        steps: [
          "Ouvrez Paramètres, cherchez « Certificat CA » (Sécurité, Autres paramètres de sécurité, Installer un certificat).",
          "Choisissez « Certificat CA », confirmez « Installer quand même », puis le fichier comptoir.crt.",
          "Chrome le prend ainsi ; Firefox pour Android ne le prend pas.",
        ],
      },
      {
        name: "iPhone, iPad",
        known: KNOWN.apple,
        steps: [
          "Téléchargez avec Safari et autorisez le profil de configuration.",
          "Réglages, « Profil téléchargé » : Installer.",
          "Réglages, Général, Informations, Réglages de confiance des certificats : activez « Comptoir ».",
        ],
      },
      {
        name: "Windows (Chrome, Edge)",
        known: KNOWN.windows,
        steps: [
          "Ouvrez comptoir.crt, puis « Installer un certificat ».",
          "Choisissez « Ordinateur local », puis « Placer tous les certificats dans le magasin suivant » : « Autorités de certification racines de confiance ».",
          "Terminez, puis fermez et rouvrez le navigateur.",
        ],
      },
      {
        name: "macOS (Safari, Chrome)",
        known: KNOWN.mac,
        steps: [
          "Ouvrez comptoir.crt : Trousseaux d'accès l'ajoute au trousseau « Système ».",
          "Ouvrez-le dans la liste, « Se fier » : « Toujours approuver ».",
        ],
      },
      {
        name: "Firefox (Windows, macOS, Linux)",
        known: KNOWN.firefox,
        steps: [
          "Paramètres, Vie privée et sécurité, Certificats : « Afficher les certificats », onglet « Autorités », « Importer ».",
          "Choisissez comptoir.crt et cochez « Confirmer cette AC pour identifier des sites web ».",
        ],
      },
      {
        name: "Linux (Chrome, Chromium)",
        known: KNOWN.linux,
        steps: [
          "chrome://certificate-manager, « Certificats installés par vous », « Certificats de confiance », « Importer » : comptoir.crt.",
          "Ou : certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Comptoir -i comptoir.crt",
        ],
      },
    ],
  },
  en: {
    title: "Trust the shop",
    lead: "Once on this device: from then on what goes from it to the shop's PC cannot be read on its way.",
    download: "Download the shop's certificate",
    compare: "Compare its SHA-256 fingerprint with that of the server's window or of the owner's console. If it differs, stop.",
    follow: "Follow your device's steps, below.",
    open: "Open the shop:",
    limits: (until) =>
      `This authority is believed for this PC's names and for addresses of local networks alone, until ${until}. It is removed where it was added.`,
    systems: [
      {
        name: "Android",
        known: KNOWN.android,
        steps: [
          "Open Settings and look for 'CA certificate' (Security, More security settings, Install a certificate).",
          "Choose 'CA certificate', confirm 'Install anyway', then the file comptoir.crt.",
          "Chrome takes it then; Firefox for Android does not.",
        ],
      },
      {
        name: "iPhone, iPad",
        known: KNOWN.apple,
        steps: [
          "Download it in Safari and allow the configuration profile.",
          "Settings, 'Profile Downloaded': Install.",
          "Settings, General, About, Certificate Trust Settings: turn 'Comptoir' on.",
        ],
      },
      {
        name: "Windows (Chrome, Edge)",
        known: KNOWN.windows,
        steps: [
          "Open comptoir.crt, then 'Install Certificate'.",
          "Choose 'Local Machine', then 'Place all certificates in the following store': 'Trusted Root Certification Authorities'.",
          "Finish, then close the browser and open it again.",
        ],
      },
      {
        name: "macOS (Safari, Chrome)",
        known: KNOWN.mac,
        steps: [
          "Open comptoir.crt: Keychain Access adds it to the 'System' keychain.",
          "Open it in the list, 'Trust': 'Always Trust'.",
        ],
      },
      {
        name: "Firefox (Windows, macOS, Linux)",
        known: KNOWN.firefox,
        steps: [
          "Settings, Privacy & Security, Certificates: 'View Certificates', tab 'Authorities', 'Import'.",
          "Choose comptoir.crt and tick 'Trust this CA to identify websites'.",
        ],
      },
      {
        name: "Linux (Chrome, Chromium)",
        known: KNOWN.linux,
        steps: [
          "chrome://certificate-manager, 'Installed by you', 'Trusted certificates', 'Import': comptoir.crt.",
          "Or: certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Comptoir -i comptoir.crt",
        ],
      },
    ],
  },
};
