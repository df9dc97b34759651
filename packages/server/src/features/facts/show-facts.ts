import type { FactsReport } from '@netberth/api';
import type { Reading } from '../../database/work.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { findFacts } from './fact-store.ts';
import type { FactsRecord } from './fact-store.ts';

/** What a machine is made of, as administrators see it. @returns null when nothing was ever found of it */
export function* showFacts(machineId: number): Reading<FactsReport | null> {
  const newest = yield* findFacts(machineId);
  return newest === undefined ? null : { ...viewReport(newest), facts: newest.facts };
}

export function viewReport({
  atMs,
  seenAtMs,
  bootNumber,
  differences,
}: FactsRecord): Omit<FactsReport, 'facts'> {
  return {
    ...{ at: isoTime(atMs), seenAt: isoTime(seenAtMs) },
    ...{ boot: bootNumber, differences: [...differences] },
  };
}
