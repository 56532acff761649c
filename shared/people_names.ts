/** How people may be called, wherever they come from: nothing that could not be read or told apart. */

/** With which one signs in. */
export const USERNAME = /^[\p{L}\p{N}][\p{L}\p{N}._@ -]*$/u;
/** As others see it: no control character, none that turns the line round. */
export const PERSON_NAME = /^[^\p{C}]*$/u;
