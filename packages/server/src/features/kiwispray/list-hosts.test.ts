import { expect, test } from 'vitest';
import { listHosts } from './list-hosts.ts';

test('the list of hosts is KIWIspray’s table, by id', () => {
  expect(
    listHosts([
      { id: 12, hostname: 'web1', state: 'finished', serial: 'abc123' },
      { id: 2, hostname: null, state: 'new', serial: null },
      { id: 12345, hostname: 'a-name-of-more-than-20-characters', state: 'a-long-state', serial: 'X' },
    ]),
  ).toBe(
    [
      ' #Id Hostname             State      Serial#',
      '   2 not-set              new        ',
      '  12 web1                 finished   ABC123',
      '12345 a-name-of-more-than-20-characters a-long-state X',
      '',
    ].join('\n'),
  );
});

test('no value can begin a line or command a terminal', () => {
  expect(
    listHosts([{ id: 1, hostname: 'a\n   2 b', state: 'n\u001B[2Jew', serial: 'x\u2028y\u009B1m\u202Ez' }]),
  ).toBe(' #Id Hostname             State      Serial#\n   1 a   2 b              n[2Jew     XY1MZ\n');
});
