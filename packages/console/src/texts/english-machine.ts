import type { Boot, DownloadTurn } from '@netberth/api';
import { count } from './english-count.ts';

/** Sentences of the page of one machine. */
export const englishMachine = {
  identity: 'Identity',
  hardware: 'Hardware',
  hardwareTerms: {
    manufacturer: 'Manufacturer',
    product: 'Product',
    platform: 'Firmware',
    buildarch: 'iPXE built for',
    cpu: 'Processor',
    version: 'iPXE',
  } as Readonly<Record<string, string>>,
  labels: 'Labels',
  edit: 'Change…',
  editTitle: (name: string) => `Change ${name}`,
  save: 'Save',
  hostname: 'Host name',
  macs: 'MACs',
  serial: 'Serial number',
  uuid: 'UUID',
  asset: 'Asset tag',
  address: 'Address',
  lastAddress: 'Last seen at',
  turn: 'Waits for its turn',
  turnOf: ({ profile, place, waiting }: Pick<DownloadTurn, 'profile' | 'place' | 'waiting'>) =>
    `to fetch ${profile}: place ${place} of ${waiting}`,
  turnExpected: 'expected',
  turnShort: ({ place, waiting }: Pick<DownloadTurn, 'place' | 'waiting'>) => `${place} of ${waiting}`,
  installer: 'Its installer is at',
  stages: {
    preparing: 'its preparations',
    partitioning: 'partitioning',
    packages: 'packages',
    'boot-loader': 'the boot loader',
    finishing: 'its end',
  },
  log: 'What its installer says',
  logOf: (boot: number, shown: number, kept: number, dropped: number) =>
    `Boot ${boot}: the last ${shown} of ${count(kept, 'line', 'lines')}${dropped === 0 ? '' : `; ${dropped} more were dropped`}`,
  resting: 'Without a grant',
  restingHint: 'disk, menu, or a profile that is not destructive',
  protected: 'Protected',
  isProtected: 'every grant needs a second person',
  proof: 'Proof',
  proofHint: 'Without the key of its own boot medium it gets its disk and nothing else',
  proofs: { none: 'none', key: 'the key of its boot medium' },
  created: 'Known since',
  seen: 'Last seen',
  notes: 'Notes',
  notesHint: 'Kept in the metadata, as “notes”; everybody who may read machines can read it.',
  notesSave: 'Save the notes',
  labelsHint: 'name=value, one a line; an empty value removes a label',
  metadata: 'Metadata',
  grant: 'Grant',
  noGrant: 'Nothing is granted.',
  grantSteps: (steps: readonly string[], step: number) =>
    `Step ${Math.min(step + 1, steps.length)} of ${steps.length}`,
  grantBy: (actor: string) => `granted by ${actor}`,
  grantExpires: (when: string) => `ends ${when}`,
  grantStarts: (starts: number, most: number) => `started ${starts} of ${most} times`,
  now: 'If it booted now',
  byRule: (rule: string, isLearning: boolean) => `Rule ${rule}${isLearning ? ' (learns)' : ''}`,
  nowScript: 'The script it would get',
  answers: (profile: string) => `What its installer would get of ${profile}`,
  noAnswers: 'No answer file, and no post-install script.',
  postInstall: 'post-install script',
  history: 'History',
  noHistory: 'It has not booted from here yet.',
  moreHistory: 'More boots',
  events: 'Alerts and notes',
  boot: (number: number) => `Boot ${number}`,
  from: (address: string) => `from ${address}`,
  /** `name`: of the profile, or what a person picked in the menu. */
  decision: (decision: Boot['decision'], name: string | null) => {
    switch (decision) {
      case 'profile':
        return `profile ${name ?? ''}`;
      case 'choice':
        return `${name ?? 'a choice'} from the menu`;
      case 'disk':
        return 'its own disk';
      case 'wait':
        return 'waits';
      case 'queue':
        return 'waits for its turn';
      case 'menu':
        return 'the menu';
    }
  },
  wouldGet: (decision: Boot['decision'], name: string | null) => {
    switch (decision) {
      case 'profile':
        return `It gets the profile ${name ?? ''}.`;
      case 'choice':
        return `It gets ${name ?? 'a choice'} from the menu.`;
      case 'disk':
        return 'It boots its own disk.';
      case 'wait':
        return 'It shows who it is and waits.';
      case 'queue':
        return 'It waits for its turn.';
      case 'menu':
        return 'It gets the menu.';
    }
  },
  over: (took: string) => `over after ${took}`,
  script: 'Script',
  fetched: (file: string, size: string, percent: number) =>
    percent >= 100 ? `fetched ${file}: ${size}` : `fetched ${percent} % of ${file} (${size})`,
  took: (amount: string) => `in ${amount}`,
  started: 'the install started',
  finished: 'finished',
  after: (amount: string) => `+${amount}`,
  forget: 'Forget…',
  forgetTitle: (name: string) => `Forget ${name}`,
  willForget: (name: string, boots: number) =>
    `${name}, its grants and the record of ${count(boots, 'boot', 'boots')} or more will be gone; the audit log stays. If it boots again, it is a new machine.`,
  doForget: (name: string) => `Forget ${name}`,
};
