/** The words of how far a piece of long work is, in French. */
export type HowFarMessages = typeof words;

export const words = {
  label: "Avancement",
  steps: {
    begins: "Préparation…",
    copies: "Copie…",
    looks: "Contrôle du fichier…",
    walks: "Relecture du journal…",
    signatures: "Contrôle des signatures…",
    drops: "Libération de la place dans la base…",
  },
};
