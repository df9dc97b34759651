import { powerConfigure, powerList, powerUnset } from '@netberth/api';
import type { InputOf, PowerSettings, PowerStatus } from '@netberth/api';
import { handleRead, handleWrite, handleWriteWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import { now, readQuery } from '../../database/work.ts';
import type { Database, Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import { machinesInReach } from '../machines/machine-reach.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { drivenMachine } from './claim-orders.ts';
import { openDriver } from './drivers/open-driver.ts';
import type { DriverTools } from './drivers/open-driver.ts';
import type { Seen } from './drivers/power-driver.ts';
import { endCancelled } from './end-order.ts';
import { parsePowerWords } from './parse-power-words.ts';
import { openOrdersOf } from './power-order-store.ts';
import { addressOf, viewPower } from './power-record.ts';
import type { DriverSettings } from './power-record.ts';
import { deletePower, findPower, powerOfRow, putPower, readPassword } from './power-store.ts';

export function powerSettingsCommands(database: Database, drivers: DriverTools): readonly CommandHandler[] {
  return [list, configureWith(database, drivers), unset];
}

const list = handleRead(powerList, function* ({ after = 0, limit }, actor) {
  const rows = yield* readQuery((query) => {
    const reached = machinesInReach(query, actor, 'machine:read');
    const select = query
      .selectFrom('machine_power as power')
      .innerJoin('machines', 'machines.id', 'power.machine_id')
      .selectAll('power')
      .select('machines.hostname')
      .where('power.machine_id', '>', after)
      .orderBy('power.machine_id')
      .limit(limit);
    return reached === undefined ? select : select.where('power.machine_id', 'in', reached);
  });
  const machines: PowerSettings[] = [];
  for (const { hostname, ...row } of rows) {
    const password = yield* readPassword(row.machine_id);
    machines.push(viewPower(powerOfRow(row), hostname, password.kind !== 'missing'));
  }
  const next = machines.length === limit ? (machines.at(-1)?.machineId ?? null) : null;
  return { machines, next };
});

/** Tried before it is stored: a slip in a password is found now, not at the next installation. */
function configureWith(database: Database, drivers: DriverTools): CommandHandler {
  return handleWriteWithFiles(
    powerConfigure,
    async ({ machine, untested, ...words }) => {
      const parsed = parsePowerWords(words, Object.keys(drivers.hooks));
      if (!parsed.ok) throw new CommandRefused('powerBadSettings', { machine }, parsed.problems);
      const settings = parsed.settings;
      const seen = untested ? null : await tryOut(database, machine, settings, words.password ?? '', drivers);
      return { value: { settings, seen }, discard: async () => undefined };
    },
    function* ({ machine: reference, password, reason }, actor, { settings, seen }) {
      const machine = yield* requireMachine(reference);
      const before = yield* viewOf(machine.id, machine.hostname);
      const testedAtMs = seen === null ? null : yield* now();
      const record = {
        machineId: machine.id,
        settings,
        state: seen?.state ?? 'unknown',
        testedAtMs,
      } as const;
      yield* putPower(record, password === undefined || password === '' ? null : password);
      const after = yield* viewOf(machine.id, machine.hostname);
      if (after === null)
        throw new Error(`machine ${machine.id} has no power after it was set by ${actor.name}`);
      const status = seen && statusOf(machine.id, machine.hostname, seen);
      return {
        ...{ output: { ...after, seen: status }, target: `machine:${machine.id}`, before, after, reason },
      };
    },
  );
}

type Reference = InputOf<typeof powerConfigure>['machine'];

async function tryOut(
  database: Database,
  reference: Reference,
  settings: DriverSettings,
  password: string,
  drivers: DriverTools,
): Promise<Seen> {
  const machine = await database.read(function* () {
    return yield* drivenMachine((yield* requireMachine(reference)).id);
  });
  const driver = await openDriver(settings, password, machine, drivers);
  try {
    const seen = await driver.look();
    if (seen.kind === 'done') return seen.value;
    const address = addressOf(settings) ?? settings.driver;
    throw new CommandRefused('powerTestFailed', { driver: settings.driver, address, why: seen.why });
  } finally {
    await driver.close();
  }
}

export function statusOf(machineId: number, hostname: string | null, seen: Seen): PowerStatus {
  return { machineId, hostname, ok: true, ...seen, failure: null };
}

function* viewOf(machineId: number, hostname: string | null): Reading<PowerSettings | null> {
  const power = yield* findPower(machineId);
  if (!power) return null;
  return viewPower(power, hostname, (yield* readPassword(machineId)).kind !== 'missing');
}

const unset = handleWrite(powerUnset, function* ({ machine: reference }) {
  const machine = yield* requireMachine(reference);
  const before = yield* viewOf(machine.id, machine.hostname);
  if (before === null) throw new CommandRefused('powerUnset', { machine: machine.id });
  for (const order of yield* openOrdersOf(machine.id))
    if (order.status !== 'running') yield* endCancelled(order, 'nothing switches the machine any more');
  yield* deletePower(machine.id);
  return { output: { machine: machine.id }, target: `machine:${machine.id}`, before, after: null };
});
