import { machineExport, machineList, machinePage, machineShow } from '@netberth/api';
import type { Boot } from '@netberth/api';
import type { Actor } from '../../commands/actor.ts';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { showRevision } from '../../commands/revision.ts';
import type { Reading } from '../../database/work.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { listEvents } from '../events/event-store.ts';
import { showFacts } from '../facts/show-facts.ts';
import { filesFetchedBy } from '../images/fetched-file-store.ts';
import { countMachines } from '../machines/count-machines.ts';
import { listMachinesById, listMachinesBy } from '../machines/list-machines.ts';
import { planFilter } from '../machines/machine-filter.ts';
import type { Filter } from '../machines/machine-filter.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { recentBootsOf } from '../provisioning/boot-store.ts';
import { callbacksOf } from '../provisioning/callback-store.ts';
import { machineRevision } from '../provisioning/machine-revision.ts';
import { viewMachine, viewMachines } from '../provisioning/machine-view.ts';

type Page = Filter & { readonly after?: number | undefined; readonly limit: number };

const list = handleRead(machineList, (input, actor) => page(input, actor));
const exportAll = handleRead(machineExport, (input, actor) => page(input, actor));

function* page({ after, limit, ...filter }: Page, actor: Actor) {
  const plan = yield* planFilter(filter);
  const found = yield* listMachinesById(filter, plan, actor, { direction: 'asc', after, limit });
  const next = found.length === limit ? (found.at(-1)?.id ?? null) : null;
  return { machines: [...(yield* viewMachines(found))], next };
}

const showPage = handleRead(machinePage, function* ({ sort, offset, limit, ...filter }, actor) {
  const plan = yield* planFilter(filter);
  const counted = yield* countMachines(filter, actor, plan);
  const column = sort.replace(/^-/, '') as 'id' | 'hostname' | 'state' | 'address';
  const page = { direction: sort.startsWith('-') ? 'desc' : 'asc', offset, limit } as const;
  const found =
    column === 'id'
      ? yield* listMachinesById(filter, plan, actor, page)
      : yield* listMachinesBy(column, filter, plan, actor, page);
  return { machines: [...(yield* viewMachines(found))], ...counted };
});

const show = handleRead(machineShow, function* (input) {
  const machine = yield* requireMachine(input.machine);
  const events = yield* listEvents({ machineId: machine.id, limit: 50, newestFirst: true });
  return {
    ...(yield* viewMachine(machine)),
    facts: yield* showFacts(machine.id),
    boots: yield* historyOf(machine.id, input.boots, input.before),
    events: [...events],
  };
});

function* historyOf(machineId: number, limit: number, before?: number): Reading<Boot[]> {
  const boots = yield* recentBootsOf(machineId, limit, before);
  const numbers = boots.map(({ number }) => number);
  const files = yield* filesFetchedBy(numbers);
  const callbacks = yield* callbacksOf(numbers);
  return boots.map((boot) => ({
    number: boot.number,
    at: isoTime(boot.atMs),
    address: boot.address,
    decision: boot.decision,
    choice: boot.choice,
    profile: boot.profile,
    reasonCode: boot.reasonCode,
    reason: boot.reason,
    grantId: boot.grantId,
    step: boot.step,
    startedAt: isoTimeOrNull(boot.startedAtMs),
    finishedAt: isoTimeOrNull(boot.finishedAtMs),
    script: boot.script,
    files: files.get(boot.number) ?? [],
    callbacks: callbacks.get(boot.number) ?? [],
  }));
}

export const machineListCommands: readonly CommandHandler[] = [
  list,
  showPage,
  showRevision(show, machineRevision),
  exportAll,
];
