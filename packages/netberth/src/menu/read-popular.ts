import { readFileSync } from 'node:fs';
import { statsPopular } from '@netberth/api';
import { Failure } from '../failure.ts';
import { tryJson } from '../try-json.ts';

/** The ids of the products in a file that `stats popular --json` printed, most popular first; without a file: none. */
export function readPopular(file: string | undefined): readonly string[] {
  if (file === undefined) return [];
  const read = statsPopular.output.safeParse(tryJson(textOf(file)));
  if (read.success) return read.data.products.map(({ product }) => product);
  throw new Failure(`${file} is not what "netberth stats popular --json" prints`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(`Cannot read --popular ${file}: ${why}`, { cause: error });
  }
}
