import { machineCount as machines } from './english-count.ts';

/** Sentences of rules. */
export const englishRules = {
  title: 'Rules',
  intro:
    'A rule says what becomes of machines that meet conditions. It looks at a machine when that is first seen, and when its facts or labels change. A new rule only learns.',
  none: 'There is no rule yet.',
  create: 'New rule…',
  name: 'Rule',
  mode: 'Mode',
  modes: { learn: 'learns', active: 'acts' },
  order: 'Order',
  match: 'Conditions',
  does: 'What it does',
  found: 'Machines found',
  by: 'By',
  grantedThisHour: 'Granted this hour',
  grantedOf: (count: number, most: number) => `${count} of ${most}`,
  label: (labels: string) => `label ${labels}`,
  named: (pattern: string) => `name ${pattern}`,
  rest: (profile: string) => `rest on ${profile}`,
  grants: {
    automatic: (profiles: string) => `grant ${profiles}`,
    propose: (profiles: string) => `propose ${profiles}`,
  },
  trial: 'Machines that meet it now',
  summary: (trial: {
    readonly matching: number;
    readonly touched: number;
    readonly grants: number;
    readonly waiting: number;
    readonly untouchable: number;
  }) =>
    [
      `${machines(trial.matching)} meet it now; it would touch ${trial.touched} of them`,
      ...(trial.grants > 0 ? [`grant ${trial.grants}`] : []),
      ...(trial.waiting > 0 ? [`let ${trial.waiting} wait for the next hour`] : []),
      ...(trial.untouchable > 0
        ? [`leave ${trial.untouchable}, which are protected, installed or held`]
        : []),
    ].join(', '),
  machine: 'Machine',
  would: 'Would',
  did: 'Did',
  left: 'Left because',
  refused: 'Not done',
  when: 'When',
  nothing: 'nothing to do',
  noneMeets: 'No machine meets it now.',
  findings: { learn: 'What would have happened', active: 'What was done' },
  noFindings: 'It has found no machine yet.',
  firstOf: (shown: number, all: number) => `The first ${shown} of ${all} machines.`,
  act: 'Have it act…',
  actTitle: (rule: string) => `Have ${rule} act`,
  actNow: 'From now on it acts',
  actDoes:
    'It acts on machines that are new, or whose facts or labels change. None of those that are known already is touched by this.',
  learn: 'Only learn…',
  learnNow: 'From now on it only learns',
  learnDoes: 'It changes nothing any more, and says what would have happened. What it has done stays.',
  run: 'Run…',
  runTitle: (rule: string) => `Run ${rule} on the machines that are known`,
  runNow: (count: number) => `Run it: touch ${machines(count)}`,
  remove: 'Remove…',
  removeNow: 'Remove it',
  removeDoes: 'What it has done stays: labels, names, grants.',
  change: 'Change…',
  save: 'Save',
  fields: {
    name: 'Name',
    match: 'Conditions, one a line',
    matchHint: 'All must be met: vendor=Dell*, memory>=60GiB, subnet=192.0.2.0/24, label.rack=7',
    labels: 'Labels',
    labelsHint: 'name=value, one a line; machines get those that they lack',
    hostname: 'Host name',
    hostnameHint: 'For machines without one, such as lab-{{ machine.id }}',
    resting: 'Rests on',
    restingHint: 'A profile that is not destructive, or menu; for machines that rest on their disk',
    grant: 'Profiles to grant, in order',
    grantHint: 'Separated by commas; new machines only',
    how: 'How',
    hows: { propose: 'propose: a person approves each', automatic: 'automatic: granted at once' },
    maxGrants: 'Machines an hour at most',
  },
};
