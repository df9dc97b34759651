import { machineExport, machineList, machineShow } from '@netberth/api';
import type { Boot } from '@netberth/api';
import { sql } from 'kysely';
import type { ExpressionBuilder, RawBuilder, SqlBool } from 'kysely';
import type { Actor } from '../../commands/actor.ts';
import { handleRead } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Tables } from '../../database/tables.ts';
import { readQuery } from '../../database/work.ts';
import type { Query, Reading } from '../../database/work.ts';
import { isoTime, isoTimeOrNull } from '../../platform/iso-time.ts';
import { listEvents } from '../events/event-store.ts';
import { filesFetchedBy } from '../images/fetched-file-store.ts';
import { machinesInReach } from '../machines/machine-reach.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/machine-reference.ts';
import { machineOfRow } from '../machines/machine-store.ts';
import { recentBootsOf } from '../provisioning/boot-store.ts';
import { callbacksOf } from '../provisioning/callback-store.ts';
import { viewMachine, viewMachines } from '../provisioning/machine-view.ts';

type Filter = {
  readonly state?: string | undefined;
  readonly label?: string | undefined;
  readonly search?: string | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

const list = handleRead(machineList, (input, actor) => page(input, actor));
const exportAll = handleRead(machineExport, (input, actor) => page(input, actor));

function* page(filter: Filter, actor: Actor) {
  const found = yield* findMachines(filter, actor);
  const machines = [...(yield* viewMachines(found))];
  return { machines, next: found.length === filter.limit ? (found.at(-1)?.id ?? null) : null };
}

function* findMachines(
  { state, label, search, after, limit }: Filter,
  actor: Actor,
): Reading<readonly MachineRecord[]> {
  const rows = yield* readQuery((query) => {
    let select = query.selectFrom('machines').selectAll().orderBy('id').limit(limit);
    const inReach = machinesInReach(query, actor, 'machine:read');
    if (inReach) select = select.where('id', 'in', inReach);
    if (after !== undefined) select = select.where('id', '>', after);
    if (state !== undefined) select = select.where('state', '=', state);
    if (label !== undefined) {
      const [name = '', value] = splitOnce(label, '=');
      const labelled = query.selectFrom('labels').select('machine_id').where('name', '=', name);
      select = select.where('id', 'in', value === undefined ? labelled : labelled.where('value', '=', value));
    }
    if (search !== undefined) select = select.where((where) => matching(where, query, search));
    return select;
  });
  return rows.map(machineOfRow);
}

/**
 * Identifiers are searched in the form in which they are stored: databases do not agree on what upper case is. Host
 * names are ASCII, where they do.
 */
function matching(where: ExpressionBuilder<Tables, 'machines'>, query: Query, search: string) {
  const lower = search.toLowerCase();
  const forms = { mac: lower.replaceAll('-', ':'), uuid: lower, serial: search.toUpperCase() };
  const identified = query
    .selectFrom('identifiers')
    .select('machine_id')
    .where((row) =>
      row.or(
        Object.entries(forms).map(([kind, form]) =>
          row.and([row('kind', '=', kind as keyof typeof forms), contains(sql.ref('value'), form)]),
        ),
      ),
    );
  const named = contains(sql`lower(${sql.ref('hostname')})`, lower);
  return where.or([named, where('id', 'in', identified)]);
}

function contains(text: RawBuilder<unknown>, part: string): RawBuilder<SqlBool> {
  return sql`${text} like ${`%${part.replaceAll(/[!%_]/g, '!$&')}%`} escape '!'`;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const show = handleRead(machineShow, function* (input) {
  const machine = yield* requireMachine(input.machine);
  const events = yield* listEvents({ machineId: machine.id, limit: 50, newestFirst: true });
  return {
    ...(yield* viewMachine(machine)),
    boots: yield* historyOf(machine.id, input.boots),
    events: [...events],
  };
});

function* historyOf(machineId: number, limit: number): Reading<Boot[]> {
  const boots = yield* recentBootsOf(machineId, limit);
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

export const machineListCommands: readonly CommandHandler[] = [list, show, exportAll];
