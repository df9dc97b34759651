/** What is wrong in a file of the catalogue, and where; `line` counts from 1. */
export type CatalogueProblem = { readonly file: string; readonly line: number; readonly message: string };

/** `products/debian.yaml:12: axes.release: …` */
export function problemLine({ file, line, message }: CatalogueProblem): string {
  return `${file}:${line}: ${message}`;
}
