import { describe, expect, test } from 'vitest';
import { messages } from '../../platform/message-registry.ts';
import type { MessageKey } from '../../platform/message-registry.ts';
import { noLocalFiles } from '../catalogue/menu-content.ts';
import { blankMachine } from '../machines/machine-store.ts';
import type { Subject } from '../templates/template-values.ts';
import { DiskScriptCache } from './disk-script-cache.ts';
import type { IpxePlatform } from './ipxe-platform.ts';
import { renderBootScript } from './render-boot-script.ts';

const identity = { macs: ['52:54:00:00:00:07'], uuid: null, serial: null };
const subjectNamed = (hostname: string | null): Subject => ({
  machine: { ...blankMachine, id: 7, version: 1, createdAtMs: 0, hostname },
  identity,
  labels: {},
});

function rendered(key: MessageKey, subject: Subject | null, platform: IpxePlatform): string {
  const answer = { kind: 'disk' } as const;
  const menu = {
    get content(): never {
      throw new Error('the disk needs no menu');
    },
    files: noLocalFiles,
    loaders: { memdisk: 'http://l.example/memdisk', wimboot: 'http://l.example/wimboot' },
    revision: '0',
  };
  const at = { platform, buildarch: undefined, serverUrl: 'http://192.0.2.1' };
  const surroundings = { ...at, menuProfiles: [], menu };
  const whole = renderBootScript({ answer, reason: { key, values: {} }, subject, ...surroundings });
  if (!whole.ok) throw new Error(whole.why);
  return whole.text.map((segment) => (typeof segment === 'string' ? segment : `[${segment.hole}]`)).join('');
}

describe('a disk script from the cache', () => {
  const keys = (Object.keys(messages) as MessageKey[]).filter((key) => {
    const { text, wayOut } = messages[key];
    return !/\{(?!machine\})/.test(text + wayOut);
  });

  test.each(keys)('is the text that would have been rendered: %s', (key) => {
    const cache = new DiskScriptCache();
    for (const platform of ['pcbios', 'efi', 'unknown'] as const) {
      for (const name of [null, 'web1.example', 'db-2', 'x'.repeat(253)]) {
        const subject = subjectNamed(name);
        expect(cache.find({ key, values: {} }, subject, platform)).toBe(rendered(key, subject, platform));
      }
    }
  });

  test.each(['${net0/ip}', 'a b', 'a\nshell', '|| shell'])(
    'is left to the renderer when the name is no plain name: %j',
    (name) => {
      const found = new DiskScriptCache().find({ key: 'noGrant', values: {} }, subjectNamed(name), 'efi');
      expect(found).toBeUndefined();
    },
  );

  test('is left to the renderer for nobody, and where the text holds more than the name', () => {
    const cache = new DiskScriptCache();
    expect(cache.find({ key: 'noGrant', values: {} }, null, 'efi')).toBeUndefined();
    const reason = { key: 'held', values: { why: 'by a person' } } as const;
    expect(cache.find(reason, subjectNamed(null), 'efi')).toBeUndefined();
  });
});
