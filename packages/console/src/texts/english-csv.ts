import { count, machineCount } from './english-count.ts';

/** Sentences of importing machines from CSV. */
export const englishCsv = {
  title: 'Import machines from CSV',
  choose: 'CSV file',
  hint: 'First line: names of columns out of macs, serial, uuid, hostname, address, resting, and label:NAME for labels. Several MACs: separated by blanks.',
  willAdd: (n: number) => `${machineCount(n)} will be added. Nothing is installed by that.`,
  problems: (n: number) => `${count(n, 'row has', 'rows have')} faults`,
  mend: 'They stand first, each fault at its value. Nothing is added until the file is mended and chosen again.',
  unreadable: 'The file cannot be read',
  line: (n: number, what: string) => `Line ${n}: ${what}`,
  lineNumber: 'Line',
  allRows: 'Every row of the file, faulty ones first',
  firstRows: (shown: number, all: number) =>
    `The first ${shown} of ${all.toLocaleString('en')} rows, faulty ones first`,
  unknownColumn: (name: string) => `there is no column "${name}"`,
  noIdentifier: 'it has no MAC, serial number or UUID',
  tooManyCells: 'it has more values than there are columns',
  double: (value: string, line: number) => `${value} stands in line ${line} too`,
  empty: 'the file has no line below the names of columns',
  submit: (n: number) => `Add ${machineCount(n)}`,
};
