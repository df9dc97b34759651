import type { Database } from '../../packages/server/src/database/work.ts';
import { openSqlite } from '../../packages/server/src/database/sqlite-database.ts';
import { addIdentifiers } from '../../packages/server/src/features/machines/identifier-store.ts';
import { blankMachine, insertMachine } from '../../packages/server/src/features/machines/machine-store.ts';

const aWork = 1000;

/** A database in which this many machines have finished their installs. */
export async function makeMachines(file: string, count: number): Promise<void> {
  const database = await openSqlite(file, Date.now);
  await addMachines(database, count);
  await database.close();
}

/** The machine of index 0 gets the id 1 in an empty database, and so on. */
export async function addMachines(database: Database, count: number): Promise<void> {
  for (let first = 0; first < count; first += aWork) {
    await insertSome(database, first, Math.min(first + aWork, count));
  }
}

async function insertSome(database: Database, from: number, to: number): Promise<void> {
  await database.write(function* () {
    for (let index = from; index < to; index += 1) {
      const finished = {
        ...blankMachine,
        state: 'finished' as const,
        finishedAtMs: 1,
        hardware: { platform: 'pcbios' },
      };
      const machine = yield* insertMachine(finished, 1);
      const identity = { macs: [macOf(index)], uuid: uuidOf(index), serial: `SN${index}` };
      yield* addIdentifiers(machine.id, identity);
    }
  });
}

function hex(index: number, digits: number): string {
  return index.toString(16).padStart(digits, '0');
}

export function macOf(index: number): string {
  return `52:54:00:${hex(index, 6).replaceAll(/(..)(?!$)/g, '$1:')}`;
}

function uuidOf(index: number): string {
  return `4c4c4544-0042-3510-8052-${hex(index, 12)}`;
}

/** The query that machine `index` sends to `/bootstrap`. */
export function bootQuery(index: number): string {
  const mac = macOf(index).replaceAll(':', '-');
  return (
    `/bootstrap?net0=${mac}&net1=&net2=&net3=&net4=&net5=&net6=&net7=&dhcp_mac=${mac}` +
    `&serial=SN${index}&uuid=${uuidOf(index)}&platform=pcbios`
  );
}

/** For wrk: the same queries, machine after machine with a stride that visits all. */
export function wrkScript(count: number): string {
  return `
local i = 0
request = function()
  i = (i + 7919) % ${count}
  local h = string.format('%06x', i)
  local mac = '52-54-00-' .. h:sub(1,2) .. '-' .. h:sub(3,4) .. '-' .. h:sub(5,6)
  return wrk.format('GET', '/bootstrap?net0=' .. mac .. '&net1=&net2=&net3=&net4=&net5=&net6=&net7=&dhcp_mac=' .. mac ..
    '&serial=SN' .. i .. '&uuid=' .. string.format('4c4c4544-0042-3510-8052-%012x', i) .. '&platform=pcbios')
end
`;
}
