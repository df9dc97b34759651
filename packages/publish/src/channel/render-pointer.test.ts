import { capabilitySets, lintText } from '@netberth/ipxe';
import { simulate, type Answer } from '@netberth/ipxe/simulate';
import { describe, expect, test } from 'vitest';
import type { ChannelRecord } from './channel-record.ts';
import { entryScript } from './entry-script.ts';
import { parsePointer } from './parse-pointer.ts';
import { renderPointer } from './render-pointer.ts';

const hostile = '--> <script>alert(1)</script> ${net0/mac} && shell \\';
const record: ChannelRecord = {
  format: 1,
  channel: 'pr-12',
  version: '0123456789abcdef',
  switchedAt: '2026-11-21T12:00:00.000Z',
  versions: [{ version: '0123456789abcdef', publishedAt: '2026-11-21T12:00:00.000Z' }],
  expiresAt: '2026-12-05T12:00:00.000Z',
  source: hostile,
};
const pointer = renderPointer(record, [{ path: 'media/netberth.iso' }]);

/** As a browser sees it: comments of HTML are not there. */
const shown = pointer.replaceAll(/<!--.*?-->/gs, '');

function machine(menu: string | null) {
  const files: Readonly<Record<string, string | null>> = {
    'http://cdn.test/pr-12/index.html': pointer,
    'http://cdn.test/pr-12/versions/0123456789abcdef/menu.ipxe': menu,
  };
  const fetch = (url: string): Answer => {
    const bytes = files[url] ?? null;
    return bytes === null ? { kind: 'status', status: 404 } : { kind: 'file', bytes };
  };
  return simulate({ script: entryScript('pr-12'), url: 'http://cdn.test/pr-12/menu.ipxe' }, { fetch });
}

describe('the pointer of a channel', () => {
  test('leads a machine to the menu of its version', () => {
    const { fetches, end } = machine('#!ipxe\nreboot\n');
    expect(fetches.map(({ url }) => url)).toEqual([
      'http://cdn.test/pr-12/index.html',
      'http://cdn.test/pr-12/versions/0123456789abcdef/menu.ipxe',
    ]);
    expect(end.kind).toBe('reboot');
  });

  test('leads a machine to its disk when the version cannot be fetched', () => {
    expect(machine(null).end.kind).toBe('disk');
  });

  test('is a script that every build of iPXE takes', () => {
    const targets = [
      capabilitySets['debian-bookworm'],
      capabilitySets['debian-sid'],
      capabilitySets.upstream,
    ];
    for (const target of targets)
      for (const platform of ['pcbios', 'efi'] as const)
        expect(lintText(pointer, { ...target, platform })).toEqual([]);
  });

  test('shows a browser a page and nothing of the script', () => {
    expect(shown).toMatch(/^#!ipxe\n# <html lang="en">/);
    expect(shown).not.toContain('chain --autofree');
    expect(shown).not.toContain('netberth-channel');
    expect(shown).toContain('<a href="versions/0123456789abcdef/media/netberth.iso">netberth.iso</a>');
    expect(shown).toContain('A preview: it goes away after 2026-12-05 12:00 UTC.');
  });

  test('takes nothing of what a person wrote for HTML or for a command', () => {
    expect(shown.match(/<script/g)).toHaveLength(1);
    expect(pointer).not.toContain('${net0');
    expect(parsePointer(pointer)).toEqual(record);
  });

  test('of somebody else is none', () => {
    expect(parsePointer('<h1>Hello</h1>')).toBeNull();
    expect(parsePointer('#!ipxe\n# netberth-channel {"format":2}\n')).toBeNull();
    expect(parsePointer('#!ipxe\n# netberth-channel {\n')).toBeNull();
  });
});
