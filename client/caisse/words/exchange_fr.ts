/** The words of an exchange, in French. */

export const exchange = {
  start: "Échanger",
  returned: "Repris",
  of: (number: string) => `repris de ${number}`,
  drop: (label: string) => `Ne plus reprendre\u00a0: ${label}`,
};
