import { machineFacts } from '@netberth/api';
import type { FactsReport } from '@netberth/api';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { isoTime } from '../../platform/iso-time.ts';
import { requireMachine } from '../machines/machine-reference.ts';
import { findFacts, listFacts } from './fact-store.ts';
import type { FactsRecord } from './fact-store.ts';

const show = handleRead(machineFacts, function* ({ machine: reference, history }) {
  const { id, hostname } = yield* requireMachine(reference);
  const newest = yield* findFacts(id);
  const all = history ? yield* listFacts(id) : [];
  return {
    ...{ machineId: id, hostname },
    newest: newest === undefined ? null : { ...viewReport(newest), facts: newest.facts },
    history: all.map(viewReport),
  };
});

function viewReport({ atMs, seenAtMs, bootNumber, differences }: FactsRecord): Omit<FactsReport, 'facts'> {
  return {
    ...{ at: isoTime(atMs), seenAt: isoTime(seenAtMs) },
    ...{ boot: bootNumber, differences: [...differences] },
  };
}

export const factCommands: readonly CommandHandler[] = [show];
