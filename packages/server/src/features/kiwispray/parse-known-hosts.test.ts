import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elementLines } from './parse-known-hosts-lines.ts';
import { parseKnownHosts } from './parse-known-hosts.ts';

/** As Python's json.dump(indent = 4, sort_keys = True) writes it. */
const file = `[
    {
        "bootid": "6d7a5d0c2a5b11ec9c3e525400123456",
        "hostname": "web1.example.org",
        "id": 1,
        "macs": "52:54:00:12:34:56 52:54:00:12:34:57",
        "metadata": {
            "dmi": {
                "bios_vendor": "SeaBIOS"
            },
            "fqdn": "web1.example.org"
        },
        "serial": "ABC-1",
        "state": "wipe,image1",
        "uuid": "4C4C4544-0042-3510-8052-B4C04F4E3232"
    },
    {
        "hostname": "not-set",
        "id": 7,
        "macs": "52:54:00:AA:AA:01",
        "serial": "ABC-7",
        "state": "finished",
        "uuid": ""
    },
    {
        "hostname": "not-set",
        "id": 3,
        "macs": "52:54:00:AA:AA:02",
        "metadata": {},
        "serial": "ABC-3",
        "state": "discover,new",
        "uuid": "4C4C4544-0042-3510-8052-B4C04F4E3233"
    }
]
`;

test('hosts come over with ids, names, metadata, states and boot ids', () => {
  expect(parseKnownHosts(file)).toEqual({
    ok: true,
    hosts: [
      {
        id: 1,
        macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
        serial: 'ABC-1',
        uuid: '4c4c4544-0042-3510-8052-b4c04f4e3232',
        hostname: 'web1.example.org',
        state: { kind: 'pending', steps: ['wipe', 'image1'] },
        bootId: '6d7a5d0c2a5b11ec9c3e525400123456',
        metadata: { dmi: { bios_vendor: 'SeaBIOS' }, fqdn: 'web1.example.org' },
      },
      {
        id: 7,
        macs: ['52:54:00:aa:aa:01'],
        serial: 'ABC-7',
        uuid: null,
        hostname: null,
        state: { kind: 'finished' },
        bootId: null,
        metadata: {},
      },
      {
        id: 3,
        macs: ['52:54:00:aa:aa:02'],
        serial: 'ABC-3',
        uuid: '4c4c4544-0042-3510-8052-b4c04f4e3233',
        hostname: null,
        state: { kind: 'new' },
        bootId: null,
        metadata: {},
      },
    ],
    warnings: [],
  });
});

test('what identifies nobody or cannot be taken over is left out with a warning', () => {
  const hosts = [
    {
      id: 1,
      macs: '00:00:00:00:00:00 FF:FF:FF:FF:FF:FF 52:54:00:12:34:56 52-54-00-12-34-56 80:00:02:08:FE:80:00:00:00:00:00:00:00:02:C9:03:00:00:00:01',
      serial: 'To be filled by O.E.M.',
      uuid: 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      hostname: 'my host',
      state: 'image 1',
      bootid: 'none given',
      metadata: { 'a b': 1, __proto__: null, role: 'web' },
      rack: 'R1',
    },
    { id: 2, serial: 'Not Specified', uuid: 'none', state: 'wipe,new' },
  ];
  expect(parseKnownHosts(JSON.stringify(hosts))).toEqual({
    ok: true,
    hosts: [
      {
        id: 1,
        macs: ['52:54:00:12:34:56'],
        serial: null,
        uuid: null,
        hostname: null,
        state: { kind: 'new' },
        bootId: null,
        metadata: { role: 'web', kiwispray_hostname: 'my host' },
      },
      {
        id: 2,
        macs: [],
        serial: null,
        uuid: null,
        hostname: null,
        state: { kind: 'pending', steps: ['wipe'] },
        bootId: null,
        metadata: {},
      },
    ],
    warnings: [
      'line 1, host 1: "rack" is not taken over: put it into its metadata',
      'line 1, host 1: "my host" is not a host name: kept as metadata kiwispray_hostname',
      'line 1, host 1: the state "image 1" cannot be granted here: taken as new',
      'line 1, host 1: the MAC 00:00:00:00:00:00 identifies nobody: left out',
      'line 1, host 1: the MAC ff:ff:ff:ff:ff:ff identifies nobody: left out',
      'line 1, host 1: "80:00:02:08:FE:80:00:00:00:00:00:00:00:02:C9:03:00:00:00:01" is not a MAC address: left out',
      'line 1, host 1: the serial "To be filled by O.E.M." identifies nobody: left out',
      'line 1, host 1: the UUID "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF" identifies nobody: left out',
      'line 1, host 1: its boot id has characters that no version of KIWIspray makes: left out, a running install cannot report',
      'line 1, host 1: the metadata "a b" is not taken over: names have letters, digits, _ and -',
      'line 1, host 2: the state "wipe,new" will end as finished, not as new',
      'line 1, host 2: the serial "Not Specified" identifies nobody: left out',
      'line 1, host 2: the UUID "none" is none: left out',
    ],
  });
});

test('a key __proto__ in the file is not a prototype', () => {
  const parsed = parseKnownHosts('[{"id": 1, "metadata": {"__proto__": {"a": 1}, "constructor": "x"}}]');
  expect(parsed).toMatchObject({
    hosts: [{ metadata: { constructor: 'x' } }],
    warnings: [
      'line 1, host 1: the metadata "__proto__" is not taken over: names have letters, digits, _ and -',
    ],
  });
});

describe('problems are told all at once, with line and host', () => {
  test('identifiers that two hosts claim, both named', () => {
    const twice = `[
      {"id": 1, "macs": "52:54:00:12:34:56", "serial": "abc", "uuid": "4C4C4544-0042-3510-8052-B4C04F4E3232"},
      {"id": 2, "macs": "52:54:00:12:34:57 52:54:00:12:34:56", "serial": "ABC", "uuid": "4c4c4544-0042-3510-8052-b4c04f4e3232"},
      {"id": 2, "serial": "DEF"}
    ]`;
    expect(parseKnownHosts(twice)).toEqual({
      ok: false,
      problems: [
        'line 2, host 1 and line 3, host 2 both have the MAC 52:54:00:12:34:56: remove it from the one it does not belong to',
        'line 2, host 1 and line 3, host 2 both have the UUID 4c4c4544-0042-3510-8052-b4c04f4e3232: remove it from the one it does not belong to',
        'line 2, host 1 and line 3, host 2 both have the serial ABC: remove it from the one it does not belong to',
        'line 3, host 2 and line 4, host 2 both have the id 2: remove it from the one it does not belong to',
      ],
    });
  });

  test('what is no host', () => {
    expect(
      parseKnownHosts(
        '[\n 7,\n {"id": "1"},\n {"id": 0},\n {"id": 3, "macs": ["a"], "metadata": "x"},\n {}\n]',
      ),
    ).toEqual({
      ok: false,
      problems: [
        'line 2, entry 1 is not an object: a host with id, macs, serial and uuid is wanted',
        'line 3, entry 2 has the id "1": a whole number from 1 is wanted',
        'line 4, host 0 has the id 0: a whole number from 1 is wanted',
        'line 5, host 3 has the macs ["a"]: text is wanted',
        'line 5, host 3 has the metadata "x": an object is wanted',
        'line 6, entry 5 has the id none: a whole number from 1 is wanted',
      ],
    });
  });

  test('a file that is no list, not JSON, or empty', () => {
    expect(parseKnownHosts('{}')).toEqual({
      ok: false,
      problems: ['known_hosts.json holds no list: KIWIspray writes a list of hosts'],
    });
    expect(parseKnownHosts('[{"id": 1,')).toEqual({
      ok: false,
      problems: [
        expect.stringMatching(
          /^known_hosts.json is not JSON \(.+\): take the file of a KIWIspray that is stopped/,
        ),
      ],
    });
    expect(parseKnownHosts('')).toEqual({
      ok: false,
      problems: [
        'known_hosts.json is not JSON (it is empty): take the file of a KIWIspray that is stopped, or a backup',
      ],
    });
  });
});

test('the lines of elements are right for any JSON', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, 4), (elements, indent) => {
      const text = JSON.stringify(elements, null, indent);
      const expected: number[] = [];
      let line = indent === undefined ? 1 : 2;
      for (const element of elements) {
        expected.push(line);
        line += indent === undefined ? 0 : JSON.stringify(element, null, indent).split('\n').length;
      }
      expect(elementLines(text)).toEqual(expected);
    }),
  );
});
