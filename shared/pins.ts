/** PINs: what is one, and which are the first that anybody tries. */

/** Digits of one. */
const PIN = /^\d{4,8}$/;
/** Straight down or across a keypad. */
const ON_THE_PAD = ["2580", "0852", "1470", "0741", "3690", "0963", "1590", "7530", "1379", "9731", "147258", "159357"];
/** Years of birth, and of weddings. */
const YEAR = /^(?:19[3-9]\d|20[0-4]\d)$/;

export function isPin(text: string): boolean {
  return PIN.test(text);
}

/** Whether it is among the first that are tried: one digit or pair over and over, a run of digits, a year, a line on the keypad. */
export function isWeakPin(pin: string): boolean {
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, at) => (digit - digits[at]! + 10) % 10);
  const isRun = steps.every((step) => step === steps[0]) && [0, 1, 9].includes(steps[0]!);
  const repeats = [1, 2, 3, 4].some((length) =>
    pin.length > length && pin === pin.slice(0, length).repeat(pin.length).slice(0, pin.length)
  );
  return isRun || repeats || YEAR.test(pin) || ON_THE_PAD.includes(pin) || new Set(digits).size === 1;
}
