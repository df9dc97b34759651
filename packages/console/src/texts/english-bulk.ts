import { machineCount } from './english-count.ts';

/** Sentences of what is done to one or many machines. */
export const englishBulk = {
  grantTitle: (n: number) => `Grant an install to ${machineCount(n)}`,
  revokeTitle: (n: number) => `Revoke the grants of ${machineCount(n)}`,
  holdTitle: (n: number) => `Hold ${machineCount(n)}`,
  unholdTitle: (n: number) => `Let ${machineCount(n)} go`,
  profiles: 'Profiles, in order',
  profilesPlaceholder: 'Choose one or more',
  expires: 'The grant ends after',
  expiresHint: 'Like 30m, 4h, 2d',
  replace: 'Replace a live grant',
  restart: 'And restart',
  restarts: { none: 'no: somebody does', cycle: 'switch off and on', on: 'only switch on' },
  reason: 'Reason, for the audit log',
  willErase: (n: number, profiles: readonly string[], names: string) =>
    `${names} ${n === 1 ? 'gets' : 'each get'} ${profiles.join(', then ')} at the next boot. THE DISKS OF ${machineCount(n).toUpperCase()} WILL BE OVERWRITTEN.`,
  willBoot: (n: number, profiles: readonly string[], names: string) =>
    `${names} ${n === 1 ? 'gets' : 'each get'} ${profiles.join(', then ')} at the next boot. ${n === 1 ? 'It writes' : 'They write'} nothing to disks.`,
  willRevoke: (n: number, names: string) =>
    `${names} will install nothing any more. ${n === 1 ? 'An install that is' : 'Installs that are'} already writing cannot be stopped from here.`,
  willHold: (_n: number, names: string) =>
    `${names} will get nothing but the own disk, and reports are refused, until somebody lets go.`,
  willUnhold: (_n: number, names: string) => `${names} will go back to the state before the hold.`,
  labelTitle: (n: number) => `Label ${machineCount(n)}`,
  labelAdd: 'Labels to set',
  labelAddHint: 'Like site=berlin; one of the same name is replaced',
  labelAddPlaceholder: 'name=value',
  labelFaulty: (text: string) => `"${text}" is not a label like site=berlin.`,
  labelRemove: 'Labels to remove',
  labelRemoveHint: 'Names of labels that these machines have',
  willLabel: (n: number, labels: Readonly<Record<string, string>>, names: string, all: number) => {
    if (n === 0) return 'Nothing changes: all are labelled so already.';
    const has = Object.entries(labels).map(([name, value]) =>
      value === '' ? `no label ${name}` : `${name}=${value}`,
    );
    const rest = all > n ? ` ${machineCount(all - n)} ${all - n === 1 ? 'is' : 'are'} so already.` : '';
    return `${machineCount(n)} will have ${has.join(' and ')}: ${names}.${rest}`;
  },
  doLabel: (n: number) => `Label ${machineCount(n)}`,
  doGrant: (n: number, isDestructive: boolean) =>
    isDestructive ? `Overwrite the disks of ${machineCount(n)}` : `Grant to ${machineCount(n)}`,
  doRevoke: (n: number) => `Revoke for ${machineCount(n)}`,
  doHold: (n: number) => `Hold ${machineCount(n)}`,
  doUnhold: (n: number) => `Let ${machineCount(n)} go`,
  progress: (done: number, all: number) => `${done} of ${all} done`,
  done: (n: number) => `Done for ${machineCount(n)}.`,
  refused: (n: number) => `Refused for ${machineCount(n)}:`,
  stop: 'Stop here',
  names: (shown: readonly string[], more: number) =>
    more > 0 ? `${shown.join(', ')} and ${more.toLocaleString('en')} more` : shown.join(', '),
  more: (n: number) => `and ${n} more`,
};
