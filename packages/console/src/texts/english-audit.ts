import { count } from './english-count.ts';

/** Sentences of the audit log. */
export const englishAudit = {
  title: 'Audit log',
  verify: 'Verify the chain',
  verified: (n: number) => `${count(n, 'record is', 'records are')} as they were written.`,
  broken: (n: number) => `${count(n, 'problem', 'problems')} in the chain:`,
  none: 'Nothing was changed yet.',
  noneMatches: 'No record matches.',
  export: 'Export',
  filters: { actor: 'Who', command: 'What', target: 'On' },
  examples: { actor: 'ada', command: 'machine.grant', target: 'machine:7' },
  when: 'When',
  who: 'Who',
  origin: 'From',
  what: 'What',
  target: 'On',
  reason: 'Reason',
  more: 'More',
  details: (id: number) => `Details of record ${id}`,
  before: 'Before',
  after: 'After',
  older: 'Older records',
};
