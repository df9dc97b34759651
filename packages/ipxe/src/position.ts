/** A place in a script's text: both numbers count from 1, columns in UTF-16 units of the physical line. */
export type Position = { readonly line: number; readonly column: number };
