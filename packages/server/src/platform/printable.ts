// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/u;

/** Text that stays one line of text on every screen and in every log: no control characters, no lone surrogates. */
export function isPrintable(text: string): boolean {
  return text.isWellFormed() && !control.test(text);
}

/** The same, made so: what would break a line becomes a blank. */
export function printable(text: string, maxLength: number): string {
  return text.toWellFormed().replaceAll(new RegExp(control, 'gu'), ' ').slice(0, maxLength);
}
