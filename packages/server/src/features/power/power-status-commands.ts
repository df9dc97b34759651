import { powerStatus, powerStatusMany } from '@netberth/api';
import type { PowerStatus } from '@netberth/api';
import { handleReadWithFiles } from '../../commands/command-handler.ts';
import type { CommandHandler } from '../../commands/command-handler.ts';
import type { Database, Reading } from '../../database/work.ts';
import { CommandRefused } from '../../platform/command-refused.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { requireMachine } from '../machines/require-machine.ts';
import { selectMachines } from '../machines/select-machines.ts';
import { drivenMachine } from './claim-orders.ts';
import { openDriver } from './drivers/open-driver.ts';
import type { DriverTools } from './drivers/open-driver.ts';
import type { DrivenMachine } from './drivers/power-driver.ts';
import type { DriverSettings } from './power-record.ts';
import { statusOf } from './power-settings-commands.ts';
import { findPower, noteSeen, readPassword } from './power-store.ts';

const atMost = 200;
const atOnce = 16;

export function powerStatusCommands(database: Database, drivers: DriverTools): readonly CommandHandler[] {
  return [
    handleReadWithFiles(
      powerStatus,
      function* ({ machine: reference }) {
        const machine = yield* requireMachine(reference);
        const asked = yield* toAsk(machine);
        if (asked === undefined) throw new CommandRefused('powerUnset', { machine: machine.id });
        return asked;
      },
      (asked) => lookAt(asked, database, drivers),
    ),
    handleReadWithFiles(
      powerStatusMany,
      function* ({ where, label = where, fact, state, search, ids, all }, actor) {
        const selection = { label, fact, state, search, ids, all };
        const selected = yield* selectMachines(selection, actor, 'power:use');
        const asked: ToAsk[] = [];
        for (const machine of selected) {
          const each = asked.length < atMost ? yield* toAsk(machine) : undefined;
          if (each !== undefined) asked.push(each);
        }
        return asked;
      },
      async (asked) => {
        const machines = await lookAtAll(asked, database, drivers);
        return { ok: machines.every(({ ok }) => ok), machines };
      },
    ),
  ];
}

type ToAsk = {
  readonly machine: DrivenMachine;
  readonly settings: DriverSettings;
  /** Null: this server has not the key of its secrets. */
  readonly password: string | null;
};

function* toAsk({ id }: MachineRecord): Reading<ToAsk | undefined> {
  const power = yield* findPower(id);
  if (!power) return undefined;
  const secret = yield* readPassword(id);
  const password = secret.kind === 'open' ? secret.text : secret.kind === 'missing' ? '' : null;
  return { machine: yield* drivenMachine(id), settings: power.settings, password };
}

async function lookAtAll(
  asked: readonly ToAsk[],
  database: Database,
  drivers: DriverTools,
): Promise<PowerStatus[]> {
  const statuses: PowerStatus[] = [];
  const left = [...asked.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      statuses[next[0]] = await lookAt(next[1], database, drivers);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return statuses;
}

async function lookAt(
  { machine, settings, password }: ToAsk,
  database: Database,
  drivers: DriverTools,
): Promise<PowerStatus> {
  const { id, hostname } = machine;
  const nothing = {
    machineId: id,
    hostname,
    ok: false,
    state: 'unknown',
    next: null,
    medium: null,
    model: null,
  } as const;
  if (password === null) return { ...nothing, failure: 'this server has not the key of its password' };
  const driver = await openDriver(settings, password, machine, drivers);
  try {
    const seen = await driver.look();
    if (seen.kind !== 'done') return { ...nothing, failure: seen.why };
    const { value } = seen;
    await database.write(() => noteSeen(id, value.state));
    return statusOf(id, hostname, value);
  } finally {
    await driver.close();
  }
}
