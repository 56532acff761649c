/** How each language of the page writes figures and dates: as one country does. */

export const LANGUAGE = { fr: "fr-FR", en: "en-IE" } as const;
