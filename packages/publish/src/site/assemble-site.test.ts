import { parseCatalogue } from '@netberth/catalogue';
import { capabilitySets, lintText } from '@netberth/ipxe';
import { parseKeys, simulate, type Answer } from '@netberth/ipxe/simulate';
import { describe, expect, test } from 'vitest';
import { assembleSite } from './assemble-site.ts';

const product = [
  'name: Site Linux',
  'homepage: https://site.test',
  'section: linux',
  'net: none',
  'mirrors: http://files.test',
  'arch: { x86_64: x86_64 }',
  "boot: [{ method: linux, kernel: '{mirror}/vmlinuz' }]",
  '',
];
const { catalogue, problems } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n- { id: own, name: Own }\n' },
  { path: 'loaders.yaml', text: 'memdisk: http://files.test/memdisk\nwimboot: http://files.test/wimboot\n' },
  { path: 'products/site.yaml', text: product.join('\n') },
]);
const site = { catalogue, timeoutMs: 0, notice: null, tryUrl: null, loaders: [] };
const textsOf = (files: ReturnType<typeof assembleSite>) =>
  new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));

const root = 'http://cdn.test/stable/versions/0123456789abcdef/';

/** A person at a machine that has begun with this menu. */
function walk(files: ReturnType<typeof assembleSite>, keys: string) {
  const texts = textsOf(files);
  const fetch = (url: string): Answer => {
    const text = url.startsWith(root) ? texts.get(url.slice(root.length)) : undefined;
    return text === undefined ? { kind: 'status', status: 404 } : { kind: 'file', bytes: text };
  };
  const script = texts.get('menu.ipxe') ?? '';
  return simulate({ script, url: `${root}menu.ipxe` }, { fetch, keys: parseKeys(keys) });
}

describe('the files of a version', () => {
  test('come from a catalogue that is in order', () => {
    expect(problems).toEqual([]);
    expect([...textsOf(assembleSite(site)).keys()]).toEqual(
      expect.arrayContaining(['menu.ipxe', 'products/site.ipxe', 'sections/linux.ipxe', 'try.ipxe']),
    );
  });

  test.each([null, 'http://netberth.test:8080', ''])(
    'are scripts for every build of iPXE that we know, with %s as the server of branches',
    (tryUrl) => {
      const page = textsOf(assembleSite({ ...site, tryUrl, notice: 'preview pr-12' })).get('try.ipxe') ?? '';
      for (const target of Object.values(capabilitySets))
        for (const platform of ['pcbios', 'efi'] as const)
          expect(lintText(page, { ...target, platform })).toEqual([]);
    },
  );

  test('say on every page what they are when they are a preview', () => {
    const texts = textsOf(assembleSite({ ...site, notice: 'preview pr-12' }));
    const silent = [...texts].filter(([, text]) => !/\[preview\spr-12\]/.test(text)).map(([path]) => path);
    expect(silent).toEqual([]);
    const shown = [...texts.values()].flatMap((text) => text.match(/^menu .*/gm) ?? []);
    expect(shown.filter((line) => !line.startsWith('menu [preview pr-12] '))).toEqual([]);
  });

  test('have a picture of each page when they are a preview, where no name can become a tag', () => {
    const paths = [...textsOf(assembleSite(site)).keys()];
    expect(paths.filter((path) => path.endsWith('.svg'))).toEqual([]);
    const texts = textsOf(assembleSite({ ...site, notice: '<script>"&' }));
    const picture = texts.get('pictures/menu.svg') ?? '';
    expect(picture).toContain('[&#60;script&#62;&#34;&#38;]');
    expect(picture.match(/<(?!\/)\w+/g)?.filter((tag) => !/^<(?:svg|rect|text)$/.test(tag))).toEqual([]);
  });
});

describe('utilities, try a branch', () => {
  const toTry = 'End Up Enter Down Down Down Down Down Down Enter';

  test('goes to the channel that is typed, beside this one', () => {
    const { fetches } = walk(assembleSite(site), `${toTry} Enter pr-12 Enter`);
    expect(fetches.map(({ url }) => url)).toContain('http://cdn.test/pr-12/menu.ipxe');
  });

  test('says so when there is no such channel, and comes back', () => {
    const { pauses } = walk(assembleSite(site), `${toTry} Enter nonesuch Enter`);
    expect(pauses.at(-1)?.screen.join('\n')).toContain(
      'There is no channel nonesuch, or it cannot be fetched',
    );
  });

  test('asks a server for the branch of somebody, whatever is typed', () => {
    const files = assembleSite({ ...site, tryUrl: 'http://netberth.test:8080' });
    const { fetches } = walk(files, `${toTry} Down Down Enter some&body Enter fix/debian Enter`);
    expect(fetches.at(-1)?.url).toBe('http://netberth.test:8080/try?user=some%26body&ref=fix%2Fdebian');
  });

  test('of a server for branches of its own repository only has the branch', () => {
    const files = assembleSite({ ...site, tryUrl: '' });
    const { fetches } = walk(files, `${toTry} Down Enter main Enter`);
    expect(fetches.at(-1)?.url).toBe('http://cdn.test/try?user=&ref=main');
  });
});
