import { expect, test } from 'vitest';
import { parseSyslog } from './parse-syslog.ts';

test.each([
  // busybox's syslogd in Debian's installer: no host
  [
    "<14>Nov 21 12:00:00 main-menu[315]: INFO: Menu item 'partman-base' selected",
    { severity: 6, program: 'main-menu', text: "INFO: Menu item 'partman-base' selected" },
  ],
  [
    '<30>Nov  1 12:00:00 debootstrap: I: Unpacking libc6:amd64...',
    { severity: 6, program: 'debootstrap', text: 'I: Unpacking libc6:amd64...' },
  ],
  // rsyslog in Anaconda
  [
    '<13>Nov 21 12:00:00 localhost anaconda[2291]: anaconda: installation: Queue started: Payload installation (6/9)',
    {
      ...{ severity: 5, program: 'anaconda' },
      text: 'anaconda: installation: Queue started: Payload installation (6/9)',
    },
  ],
  // RFC 5424, 6.5, examples 1 and 3
  [
    "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for lonvick on /dev/pts/8",
    { severity: 2, program: 'su', text: "'su root' failed for lonvick on /dev/pts/8" },
  ],
  [
    '<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="App\\]x" eventID="1011"] An application event',
    { severity: 5, program: 'evntslog', text: 'An application event' },
  ],
  // RFC 3164, 5.4, example 1
  [
    "<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8",
    { severity: 2, program: 'su', text: "'su root' failed for lonvick on /dev/pts/8" },
  ],
  ['<13>only text', { severity: 5, program: '', text: 'only text' }],
])('%s is told apart', (message, expected) => {
  expect(parseSyslog(message)).toEqual(expected);
});

test('what begins with no priority is no message', () => {
  expect(parseSyslog('GET / HTTP/1.1')).toBe(undefined);
});

test('a line is one line of text, moves no cursor, and shows no boot id', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(parseSyslog(`<6>kernel: \u001b[2Jargs=bootid=${id}\nnext\u202e`)).toEqual({
    ...{ severity: 6, program: 'kernel' },
    text: ' [2Jargs=bootid=[boot-id] next\u202e',
  });
  expect(parseSyslog(`<6>kernel: ${'x'.repeat(9000)}`)?.text).toHaveLength(500);
});
