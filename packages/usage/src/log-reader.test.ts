import { expect, test } from 'vitest';
import { LogReader, type ReadLine } from './log-reader.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const asked = '/boot/booted?product=debian&version=trixie&arch=x86_64&firmware=efi';
const boot = (more: object = {}): ReadLine => ({
  kind: 'boot',
  seen: {
    ...{ day: '2026-11-20', product: 'debian', version: 'trixie', arch: 'x86_64', firmware: 'efi' },
    country: '',
    ...more,
  },
});

function readAll(lines: readonly string[]): readonly ReadLine[] {
  const reader = new LogReader(nowMs);
  return lines.map((line) => reader.read(line));
}

test.each<[string, string, object]>([
  [
    'nginx and Apache (combined)',
    `192.0.2.7 - - [20/Nov/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8 "-" "iPXE/1.21.1 (g83449)"`,
    {},
  ],
  [
    'nginx and Apache (common)',
    `2001:db8::7 - - [20/Nov/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8`,
    {},
  ],
  [
    'nginx with $geoip_country_code behind it',
    `192.0.2.7 - - [20/Nov/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8 "-" "iPXE/1.21.1" "DE"`,
    { country: 'DE' },
  ],
  [
    'Amazon S3',
    `79a59df900b949e5 my-menus [20/Nov/2026:10:00:38 +0000] 192.0.2.3 - 3E57427F3EXAMPLE REST.GET.OBJECT boot/booted "GET /my-menus${asked} HTTP/1.1" 200 - 8 8 7 6 "-" "iPXE/1.21.1" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= - ECDHE-RSA-AES128-GCM-SHA256 - my-menus.s3.us-west-1.amazonaws.com TLSv1.2 - -`,
    {},
  ],
  [
    'the proxy server of Swift, behind what syslog writes',
    `Nov 20 10:20:30 proxy1 proxy-server: 192.0.2.3 192.0.2.3 20/Nov/2026/10/20/30 GET /v1/AUTH_menus${asked.replace('?', '%3F').replaceAll('=', '%3D').replaceAll('&', '%26')} HTTP/1.0 200 - iPXE/1.21.1 - - 8 - tx0123 - 0.0150 - - 1763634030.1 1763634030.2 0 -`,
    {},
  ],
])('a boot is read out of the log of %s', (_, line, more) => {
  expect(readAll([line])).toEqual([boot(more)]);
});

test('the columns of CloudFront and Akamai are as their header says', () => {
  const stem = '/boot/booted';
  const query = asked.slice(asked.indexOf('?') + 1);
  expect(
    readAll([
      '#Version: 1.0',
      '#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query',
      [
        '2026-11-20',
        '01:02:03',
        'FRA2',
        '8',
        '192.0.2.3',
        'GET',
        'd1.cloudfront.net',
        stem,
        '200',
        '-',
        'iPXE',
        query,
      ].join('\t'),
      [
        '2026-11-20',
        '01:02:04',
        'FRA2',
        '8',
        '192.0.2.3',
        'GET',
        'd1.cloudfront.net',
        '/menu.ipxe',
        '200',
        '-',
        'iPXE',
        '-',
      ].join('\t'),
      '#Fields: date time c-ip cs-method cs-uri sc-status x-country cs(User-Agent)',
      `2026-11-20 01:02:03 192.0.2.3 GET ${asked} 200 NL "iPXE 1.21.1"`,
    ]),
  ).toEqual([
    { kind: 'other' },
    { kind: 'other' },
    boot(),
    { kind: 'other' },
    { kind: 'other' },
    boot({ country: 'NL' }),
  ]);
});

test('a day is one of UTC', () => {
  const line = (time: string) => `192.0.2.7 - - [${time}] "GET ${asked} HTTP/1.1" 200 8`;
  expect(readAll([line('21/Nov/2026:01:30:00 +0200'), line('20/Nov/2026:19:30:00 -0500')])).toEqual([
    boot(),
    boot({ day: '2026-11-21' }),
  ]);
});

test.each([
  ['was not found', asked, '404', 'GET'],
  ['was only asked about', asked, '200', 'HEAD'],
  ['is another file', '/boot/menu.ipxe?product=debian', '200', 'GET'],
  ['names no product', '/boot/booted?product=%3Cscript%3E', '200', 'GET'],
])('what %s is no boot', (_, target, status, method) => {
  const line = `192.0.2.7 - - [20/Nov/2026:23:59:58 +0000] "${method} ${target} HTTP/1.1" ${status} 8`;
  expect(readAll([line])).toEqual([{ kind: 'other' }]);
});

test('a boot that is dated after tomorrow is told apart', () => {
  const line = `192.0.2.7 - - [23/Nov/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8`;
  expect(readAll([line])).toEqual([{ kind: 'future' }]);
});

test.each([
  ['binary rubbish', '\u0000\u0001\u0002/booted?\u00ff'],
  ['a line that was cut', '192.0.2.7 - - [20/Nov/2026:23:59:58 +0000] "GET /boot/booted?prod'],
  ['a date that is none', `192.0.2.7 - - [99/Foo/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8`],
])('%s is no entry, and does not keep the next line from being one', (_, line) => {
  const good = `192.0.2.7 - - [20/Nov/2026:23:59:58 +0000] "GET ${asked} HTTP/1.1" 200 8`;
  expect(readAll([line, good])).toEqual([{ kind: 'rubbish' }, boot()]);
});
