import { expect, it } from 'vitest';
import { aptConfiguration, aptSources } from './apt-configuration.ts';

const apt = {
  folder: '/data/firmware-sets/1.work',
  mirror: 'http://mirror.example/debian',
  suite: 'trixie',
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
};

it('keeps everything of apt in one folder, and its signatures checked', () => {
  expect(aptSources(apt)).toBe(`Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`);
  const paths = [...aptConfiguration(apt).matchAll(/^Dir::\S+ "(.*)";$/gm)].map((match) => match[1]);
  expect(paths).toEqual([
    '/data/firmware-sets/1.work/netberth.sources',
    '-',
    '-',
    '-',
    '/data/firmware-sets/1.work',
    '/data/firmware-sets/1.work/lists',
    '/dev/null',
    '/data/firmware-sets/1.work/cache',
  ]);
});
