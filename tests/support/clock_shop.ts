/** Where a shop of which the clock is put by hand stands, and when its day begins. */

export const MORNING = "2026-03-10T09:00:00.000Z";

export const ZONE = { zone: "Europe/Paris" };
