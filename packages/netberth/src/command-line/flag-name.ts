/** `addMacs` -> `add-macs`: how an input field is spelled as a flag, without the dashes. */
export function flagName(field: string): string {
  return field.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** `macs` -> `mac`: a list may also be given one by one. Null where there is no plain singular, as of `dns`. */
export function singularOf(field: string): string | null {
  return /\w\w[^s]s$/.test(field) ? field.slice(0, -1) : null;
}
