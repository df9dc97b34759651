import { readAll, readFirst, statement } from '../../database/work.ts';
import type { Reading } from '../../database/work.ts';
import type { Reservation } from './dnsmasq/render-reservations.ts';

const addressed = statement()((query) =>
  query
    .selectFrom('machines')
    .innerJoin('identifiers', 'identifiers.machine_id', 'machines.id')
    .select(['machines.id', 'machines.address', 'machines.hostname', 'identifiers.value as mac'])
    .where('machines.address', 'is not', null)
    .where('identifiers.kind', '=', 'mac')
    .orderBy('machines.id')
    .orderBy('identifiers.value'),
);
const newestAudit = statement()((query) =>
  query.selectFrom('audit_records').select(({ fn }) => fn.max('id').as('newest')),
);

/** Every machine with an address and a MAC, in the order of their ids. */
export function* listReservations(): Reading<readonly Reservation[]> {
  const rows = yield* readAll(addressed, {});
  const machines = new Map<number, { macs: string[]; address: string; hostname: string | null }>();
  for (const { id, address, hostname, mac } of rows) {
    if (address === null) continue;
    const machine = machines.get(id) ?? { macs: [], address, hostname };
    machine.macs.push(mac);
    machines.set(id, machine);
  }
  return [...machines.values()];
}

/** Grows with every change that an administrator makes, on whichever server: cheap to ask often. */
export function* changeMark(): Reading<number> {
  return (yield* readFirst(newestAudit, {}))?.newest ?? 0;
}
