import { machineCount } from './english-count.ts';

/** Sentences of what waits for a second person. */
export const englishProposals = {
  title: 'Waits for a second person',
  waits: (id: number) => `Proposed: it waits for a second person (proposal ${id}).`,
  waitsWhy: (why: string) => `Nothing is granted yet: ${why}.`,
  sentence: (who: string, profiles: readonly string[], n: number) =>
    `${who} wants to grant ${profiles.join(', then ')} to ${machineCount(n)}.`,
  because: (why: string, reason: string | null) =>
    reason === null ? `A second person is needed: ${why}.` : `“${reason}” A second person is needed: ${why}.`,
  ends: (when: string) => `It can be approved until ${when}.`,
  approve: (id: number) => `Approve ${id}`,
  reject: (id: number) => `Reject ${id}`,
  withdraw: (id: number) => `Withdraw ${id}`,
  doApprove: (n: number) => `Grant to ${machineCount(n)}`,
  doReject: (n: number) => `Grant nothing to ${machineCount(n)}`,
  willApprove: (profiles: readonly string[], n: number) =>
    `${machineCount(n)} ${n === 1 ? 'gets' : 'each get'} ${profiles.join(', then ')} at the next boot. Disks may be overwritten: you answer for it together with whoever proposed it.`,
  willReject: (n: number) => `Nothing is granted to ${machineCount(n)}, and it cannot be approved any more.`,
};
