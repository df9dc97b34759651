import type { ChartBucket, Overview } from '@netberth/api';
import { eventLine } from './event-text.ts';
import { machineName } from './machine-name.ts';
import { stateWord } from './machine-state-text.ts';
import { sizeText } from './measure-text.ts';
import { quiet } from './painted.ts';
import { table } from './table.ts';
import { exactTime, relativeTime } from './time-text.ts';
import { lineWith, type View } from './view.ts';

export function overviewText(overview: Overview, view: View): string {
  if (overview.machines === 0)
    return 'No machine is known yet. Boot one from this server: `netberth serve` says how.\n';
  return [
    statesText(overview, view),
    bootsText(overview, view),
    failedText(overview, view),
    rolloutsText(overview, view),
    overview.alerts.length === 0 ? '' : 'Alerts, newest first:\n',
    ...overview.alerts.map((event) => eventLine(event, view)),
  ].join('');
}

function statesText({ states }: Overview, view: View): string {
  const rows = Object.entries(states).map(([state, count]) => [
    stateWord(state as keyof typeof states),
    count,
  ]);
  return table(['STATE', 'MACHINES'], rows, view.paint, view.lineColumns);
}

function bootsText({ boots }: Overview, view: View): string {
  if (boots.length === 0) return 'Nothing boots at this moment.\n';
  const rows = boots.map((boot) => [
    boot.number,
    machineName({ id: boot.machineId, hostname: boot.hostname }),
    boot.profile,
    `${sizeText(boot.fetchedBytes)} of ${sizeText(boot.expectedBytes)}`,
    relativeTime(boot.at, view.now),
  ]);
  return table(['BOOT', 'MACHINE', 'PROFILE', 'FETCHED', 'SINCE'], rows, view.paint, view.lineColumns);
}

function failedText({ failed }: Overview, view: View): string {
  const line = lineWith(view.paint);
  return failed
    .map(({ id, hostname, reason }) => `${line`${machineName({ id, hostname })} failed: ${reason ?? ''}`}\n`)
    .join('');
}

function rolloutsText({ rollouts }: Overview, view: View): string {
  const line = lineWith(view.paint);
  return rollouts
    .map(({ image, profile, status, why }) => {
      const because = why === null ? '' : `: ${why}`;
      return `${line`roll-out of ${image} to ${profile} is ${status}${because}`}\n`;
    })
    .join('');
}

/** The steps in which something happened. */
export function overviewChartText(buckets: readonly ChartBucket[], view: View): string {
  const rows = buckets
    .filter(({ boots, sentBytes }) => boots > 0 || sentBytes > 0)
    .map(({ at, boots, profiles, sentBytes }) => [exactTime(at), boots, profiles, sizeText(sentBytes)]);
  if (rows.length === 0) return lineWith(view.paint)`${quiet('Nothing has booted in this time.')}` + '\n';
  return table(['FROM', 'BOOTS', 'WITH A PROFILE', 'SENT'], rows, view.paint, view.lineColumns);
}
