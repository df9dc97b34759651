import { Failure } from '../failure.ts';

/** Where what comes of one file goes; `-`: it is printed. */
export function placeOfOutput(
  files: readonly string[],
  output: string | undefined,
): (file: string) => string {
  if (output !== undefined && files.length > 1)
    throw new Failure(`--output takes one file, and ${files.length} are named: name one`);
  return (file) => output ?? file;
}
