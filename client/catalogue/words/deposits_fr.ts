/** The words of counting bottles that are brought back, in French. */
export const deposits = {
  title: "Consignes rendues",
  less: (label: string) => `Une de moins : ${label}`,
  more: (label: string) => `Une de plus : ${label}`,
  confirm: (worth: string) => `Rendre ${worth}`,
};

export type DepositsWords = typeof deposits;
