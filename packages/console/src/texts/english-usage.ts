import { count } from './english-count.ts';

/** Sentences of the page about what is booted. */
export const englishUsage = {
  title: 'Usage',
  span: 'Span',
  days: (n: number) => `last ${count(n, 'day', 'days')}`,
  product: 'Product',
  allProducts: 'all products',
  source: 'Counted',
  sources: { all: 'by this server and in logs', server: 'by this server', logs: 'in imported logs' },
  groups: {
    product: 'By product',
    version: 'By version',
    day: 'By day',
    arch: 'By architecture',
    firmware: 'By firmware',
    country: 'By country',
  },
  heads: {
    product: 'Product',
    version: 'Version',
    day: 'Day',
    arch: 'Architecture',
    firmware: 'Firmware',
    country: 'Country',
  },
  boots: 'Boots',
  compared: 'Compared',
  unknown: 'not known',
  none: 'Nothing was booted from the menu in this time, as far as is known.',
  more: (n: number) => `and ${count(n, 'more', 'more')}`,
  logs: 'Logs that were counted',
  noLogs: 'No log of a static menu was counted. On the host that has one:',
  log: { name: 'Log', counted: 'Counted', boots: 'Boots', last: 'Last' },
};
