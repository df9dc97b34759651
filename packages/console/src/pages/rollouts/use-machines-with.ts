import { machinePage } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ask } from '../../server/ask.ts';

/** The first hundred machines with a label, and how many there are; undefined: not known yet. */
export function useMachinesWith(label: string): {
  readonly machines: readonly Machine[];
  readonly total: number | undefined;
} {
  const { data } = useQuery({
    queryKey: ['machines', 'page', { label }, 0],
    queryFn: ({ signal }) => ask(machinePage, { label, limit: 100 }, signal),
    enabled: label !== '',
    placeholderData: keepPreviousData,
  });
  return { machines: data?.machines ?? [], total: label === '' ? undefined : data?.total };
}
