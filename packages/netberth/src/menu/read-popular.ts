import { readFileSync } from 'node:fs';
import { statsPopular } from '@netberth/api';
import { Failure } from '../failure.ts';

/** The ids of the products in a file that `stats popular --json` printed, most popular first; without a file: none. */
export function readPopular(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  const read = statsPopular.output.safeParse(jsonOf(file));
  if (read.success) return read.data.products.map(({ product }) => product);
  throw new Failure(`${file} is not what "netberth stats popular --json" prints`);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new Failure(
      `Cannot read --popular ${file}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
