import { count } from './english-count.ts';

/** Sentences of merging machines that are one, and splitting one that is two. */
export const englishIdentity = {
  more: 'More…',
  merge: 'Merge…',
  split: 'Split…',
  conflict: 'Which computer is this?',
  conflictText:
    'It is held because what it says of itself fits more than one machine. Two records of one computer are merged; one record of two computers is split. Then let it go.',
  mergeTitle: (name: string) => `${name} and another are one computer`,
  other: 'The other machine',
  otherHint: 'Its id, one of its MACs, or its host name',
  willMerge: (name: string, other: string) =>
    `${name} stays, and gets the identifiers, labels, history and boot media of ${other}; ${other} is gone. Grants of both end: nothing is installed by it.`,
  rightUuid: 'Which UUID is right?',
  rightSerial: 'Which serial number is right?',
  doMerge: (name: string, other: string) => `Merge ${other} into ${name}`,
  splitTitle: (name: string) => `${name} is two computers`,
  goes: 'What belongs to the other computer',
  uuid: (uuid: string) => `UUID ${uuid}`,
  serial: (serial: string) => `Serial number ${serial}`,
  mac: (mac: string) => `MAC ${mac}`,
  willSplit: (name: string) =>
    `A new machine gets what is ticked, with the labels and the state of ${name}; history, network and boot media stay with ${name}. Its grant ends: nobody knows which of the two it was meant for.`,
  doSplit: (name: string) => `Split ${name}`,
  merged: (other: number) => `Machine ${other} is merged into this one.`,
  divided: 'The other computer is now',
  ended: (grants: number, proposals: number) =>
    [
      ...(grants === 0 ? [] : [`${count(grants, 'grant has', 'grants have')} ended.`]),
      ...(proposals === 0 ? [] : [`${count(proposals, 'proposal is', 'proposals are')} rejected.`]),
    ].join(' '),
};
