import { statsShow } from '@netberth/api';
import type { InputOf, OutputOf } from '@netberth/api';
import { ask } from '../../server/ask.ts';

/** Which boots are counted. */
export type Wanted = Pick<InputOf<typeof statsShow>, 'days' | 'product' | 'source'>;

/** One question, whoever on the page asks it. */
export function countQuery(by: OutputOf<typeof statsShow>['by'], wanted: Wanted) {
  return {
    queryKey: ['stats', by, wanted],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(statsShow, { by, ...wanted }, signal),
  };
}
