import type { OutputOf, PowerOrder, PowerSettings, PowerStatus } from '@netberth/api';
import type * as api from '@netberth/api';
import { countText } from './measure-text.ts';
import { bad, busy, good, quiet } from './painted.ts';
import type { Painted } from './painted.ts';
import { table } from './table.ts';
import { relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

/** What came of one order. */
export function powerOrderText(order: PowerOrder, view: View): string {
  const line = lineWith(view.paint);
  const { id, machineId, status, why } = order;
  const what = line`Machine ${machineId}: power ${order.action}${order.next === null ? '' : ` --next ${order.next}`}`;
  switch (status) {
    case 'done':
      return `${what}${line`: ${good(why ?? 'done')}`}\n`;
    case 'failed':
      return `${what}${line`: ${bad('failed')}: ${why ?? ''}`}\n${line`To see what it is now: netberth power status ${machineId}`}\n`;
    case 'cancelled':
      return `${what}${line`: ${quiet('cancelled')}: ${why ?? ''}`}\n`;
    case 'planned':
    case 'waiting':
    case 'running':
      return `${what}${line`: ${busy(status)}${why === null ? '' : `: ${why}`}. It goes on: netberth power orders --id ${id}`}\n`;
  }
}

export function powerManyText(result: OutputOf<typeof api.powerOnMany>, view: View): string {
  const line = lineWith(view.paint);
  const more = result.refusedCount - result.refused.length;
  return [
    line`${result.sentence}` + '\n',
    ...result.refused.map(
      ({ machine, code, why }) => line`  left out: machine ${machine}: ${code} ${why}` + '\n',
    ),
    more > 0 ? `  … and ${more} more\n` : '',
    result.dryRun
      ? 'Nothing was done. To do it: the same without --dry-run.\n'
      : result.batch === null
        ? ''
        : line`See: netberth power orders --batch ${result.batch}` + '\n',
  ].join('');
}

export function powerStatusText(statuses: readonly PowerStatus[], view: View): string {
  if (statuses.length === 0) return 'Nothing is known that could switch these machines: netberth power set\n';
  const rows = statuses.map((status) => [
    machineText(status),
    stateWord(status.state),
    status.next ?? quiet('-'),
    status.medium ?? quiet('-'),
    status.failure === null ? (status.model ?? '') : bad(status.failure),
  ]);
  return table(['MACHINE', 'POWER', 'BOOTS NEXT', 'MEDIUM', 'BY'], rows, view.paint, view.lineColumns);
}

export function powerListText(machines: readonly PowerSettings[], view: View): string {
  if (machines.length === 0)
    return 'No machine can be switched yet.\nNext: netberth power set MACHINE --driver ipmi --address ADDRESS --user USER\n';
  const rows = machines.map((machine) => [
    machineText(machine),
    machine.hook === null ? machine.driver : `hook ${machine.hook}`,
    machine.address ?? quiet('-'),
    machine.user ?? quiet('-'),
    stateWord(machine.state),
    machine.testedAt === null ? quiet('never') : relativeTime(machine.testedAt, view.now),
    machine.mediumId === null ? quiet('-') : machine.mediumId,
  ]);
  const head = ['MACHINE', 'BY', 'ADDRESS', 'USER', 'LAST SEEN', 'TESTED', 'MEDIUM'];
  return table(head, rows, view.paint, view.lineColumns);
}

export function powerOrdersText({ orders, counts }: OutputOf<typeof api.powerOrders>, view: View): string {
  if (orders.length === 0) return 'Nothing was ordered.\n';
  const rows = orders.map((order) => [
    order.id,
    order.machineId,
    order.next === null ? order.action : `${order.action} --next ${order.next}`,
    statusWord(order.status),
    order.batch === null ? quiet('-') : `${order.batch}, wave ${order.wave}`,
    relativeTime(order.createdAt, view.now),
    order.createdBy,
    order.why ?? '',
  ]);
  const head = ['ID', 'MACHINE', 'ORDER', 'STATUS', 'BATCH', 'WHEN', 'BY', 'WHAT CAME OF IT'];
  return `${table(head, rows, view.paint, view.lineColumns)}${countsText(counts)}\n`;
}

/** `3 done, 1 failed` */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const order = ['done', 'failed', 'cancelled', 'running', 'waiting', 'planned'];
  return order
    .filter((status) => (counts[status] ?? 0) > 0)
    .map((status) => `${counts[status]} ${status}`)
    .join(', ');
}

export function powerCancelledText({ cancelled }: OutputOf<typeof api.powerCancel>): string {
  return cancelled === 0
    ? 'Nothing was left to cancel.\n'
    : `${countText(cancelled, 'order')} cancelled. What runs just then is brought to its end.\n`;
}

export function powerSetText(settings: OutputOf<typeof api.powerConfigure>, view: View): string {
  const line = lineWith(view.paint);
  const { machineId, driver, address, seen, testedAt } = settings;
  const at = address === null ? '' : ` at ${address}`;
  const tried =
    testedAt === null
      ? 'It was not tried.'
      : seen === null || seen.state === 'unknown'
        ? 'It cannot say whether the machine is on.'
        : `It was tried: the machine is ${seen.state}${seen.model === null ? '' : ` (${seen.model})`}.`;
  // What wakes machines can do nothing else.
  const next = driver === 'wol' ? 'on' : 'status';
  return line`Machine ${machineId} is switched by ${driver}${at}. ${tried}\nNext: netberth power ${next} ${machineId}\n`;
}

export function powerUnsetText({ machine }: OutputOf<typeof api.powerUnset>): string {
  return `Nothing switches machine ${machine} any more.\n`;
}

function machineText({
  machineId,
  hostname,
}: {
  readonly machineId: number;
  readonly hostname: string | null;
}): string {
  return hostname === null ? String(machineId) : `${machineId} ${hostname}`;
}

function stateWord(state: PowerStatus['state']): Painted {
  if (state === 'on') return good(state);
  return state === 'off' ? busy(state) : quiet(state);
}

function statusWord(status: PowerOrder['status']): Painted {
  if (status === 'done') return good(status);
  return status === 'failed' ? bad(status) : status === 'running' ? busy(status) : quiet(status);
}
