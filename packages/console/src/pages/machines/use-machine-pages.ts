import { machinePage } from '@netberth/api';
import type { Machine } from '@netberth/api';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { ask } from '../../server/ask.ts';
import type { MachineFilter } from './machine-filter.ts';

const rowsPerPage = 100;
const refreshMs = 10_000;

/** A table of any length of which only the pages in sight are fetched. */
export type MachinePages = {
  /** undefined: not known yet. */
  readonly total: number | undefined;
  /** There are more than that, which nobody counts: a search finds too many. */
  readonly hasMore: boolean;
  /** undefined: still on its way. */
  readonly machineAt: (index: number) => Machine | undefined;
  readonly error: unknown;
};

/** @param from index of the first row in sight. @param to index of the last one */
export function useMachinePages(filter: MachineFilter, from: number, to: number): MachinePages {
  const first = useQuery({ ...pageQuery(filter, 0), placeholderData: keepPreviousData });
  const firstPage = Math.floor(from / rowsPerPage);
  const lastPage = Math.floor(Math.max(to, from) / rowsPerPage);
  const numbers = Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index);
  const pages = useQueries({ queries: numbers.map((number) => pageQuery(filter, number)) });
  const pageOf = (number: number) => (number === 0 ? first.data : pages[number - firstPage]?.data);
  return {
    total: first.data?.total,
    hasMore: first.data?.hasMore ?? false,
    machineAt: (index) => pageOf(Math.floor(index / rowsPerPage))?.machines[index % rowsPerPage],
    error: first.error ?? pages.find(({ error }) => error !== null)?.error,
  };
}

function pageQuery(filter: MachineFilter, number: number) {
  return {
    queryKey: ['machines', 'page', filter, number],
    queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
      ask(machinePage, { ...filter, offset: number * rowsPerPage, limit: rowsPerPage }, signal),
    refetchInterval: refreshMs,
  };
}
