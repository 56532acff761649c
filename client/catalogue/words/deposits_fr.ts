/** The words of counting bottles that are brought back, in French. */
export const deposits = {
  title: "Consignes rendues",
  less: (label: string) => `Une de moins : ${label}`,
  more: (label: string) => `Une de plus : ${label}`,
  confirm: (worth: string) => `Rendre ${worth}`,
  full: "Le ticket est plein\u00a0: les bouteilles ci-dessus n’y sont pas encore. Rendez-les sur le prochain ticket.",
};

export type DepositsWords = typeof deposits;
