import { count } from './english-count.ts';

/** Sentences of the overview. */
export const englishOverview = {
  title: 'Overview',
  live: 'Live',
  reconnecting: 'Connecting again…',
  allMachines: 'all machines',
  boots: 'Booting now',
  noBoots: 'Nothing boots at this moment.',
  progress: (name: string) => `Fetched by ${name}`,
  fetched: (done: string, all: string) => `${done} of ${all}`,
  quiet: (since: string) => `nothing fetched since ${since}`,
  started: 'installing, waits for its report',
  failures: 'Wants somebody to look',
  noFailures: 'Nothing. No machine has failed, no roll-out stands, and there is no alert.',
  failed: (name: string) => `${name} failed`,
  rollout: (image: string) => `Roll-out of ${image}`,
  rolloutStands: (profile: string, status: string, why: string | null) =>
    `to ${profile}: ${status}${why === null ? '' : `, ${why}`}`,
  chart: 'Boots and bytes',
  chartAlt: (boots: number, bytes: string, hours: number) =>
    `${count(boots, 'boot', 'boots')} and ${bytes} in the last ${hours === 1 ? 'hour' : count(hours, 'hour', 'hours')}`,
  chartBoots: 'boots',
  chartBytes: 'sent',
  hours: (n: number) => (n < 48 ? `${n} h` : `${n / 24} d`),
};
