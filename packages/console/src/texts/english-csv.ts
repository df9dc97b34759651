import { count, machineCount } from './english-count.ts';

/** Sentences of importing machines from CSV. */
export const englishCsv = {
  title: 'Import machines from CSV',
  choose: 'CSV file',
  hint: 'First line: names of columns out of macs, serial, uuid, hostname, address, resting, and label:NAME for labels. Several MACs: separated by blanks.',
  willAdd: (n: number) => `${machineCount(n)} will be added. Nothing is installed by that.`,
  problems: (n: number) =>
    `${count(n, 'line', 'lines')} cannot be read; nothing is added until ${n === 1 ? 'it is' : 'they are'} mended:`,
  line: (n: number, what: string) => `Line ${n}: ${what}`,
  unknownColumn: (name: string) => `there is no column "${name}"`,
  noIdentifier: 'it has no MAC, serial number or UUID',
  unfinishedQuote: 'a quoted value does not end',
  tooManyCells: 'it has more values than there are columns',
  empty: 'the file has no line below the names of columns',
  preview: 'The first lines',
  submit: (n: number) => `Add ${machineCount(n)}`,
};
