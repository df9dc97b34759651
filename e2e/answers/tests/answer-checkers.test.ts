import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { NetberthServer } from '../../src/netberth-server.ts';
import { emptyWorkFolder } from '../../src/work-folder.ts';
import { checkersIn, kickstartChecker, type Checkers } from '../src/checkers.ts';
import { makeAnswers, networkNames } from '../src/made-answers.ts';
import { unpackedPrograms } from '../src/unpacked-programs.ts';

const root = await unpackedPrograms('answer-programs');
const skipped = root === null ? ' (skipped: no Debian mirror has the checkers)' : '';
const checkKickstart = kickstartChecker();
const skippedKickstart =
  checkKickstart === null ? ' (skipped: ksvalidator is not installed, and Debian has no package of it)' : '';

const accepted = { accepted: true };
let server: NetberthServer;
let answerOf: Awaited<ReturnType<typeof makeAnswers>>;
let checkers: Checkers;
beforeAll(async () => {
  const folder = emptyWorkFolder('answer-checkers');
  server = await NetberthServer.start({ folder });
  answerOf = await makeAnswers(server, folder);
  checkers = checkersIn(root ?? '/');
});
afterAll(() => server.stop());

describe.skipIf(root === null).each(networkNames)(
  `for a machine with this network: %s, what is made is taken by the programs of its makers${skipped}`,
  (network) => {
    test('cloud-init takes the user-data of Ubuntu, and netplan the network in it', async () => {
      const userData = await answerOf('autoinstall', network, 'user-data');
      expect(checkers.cloudConfig(userData)).toMatchObject(accepted);
      const { autoinstall } = parseYaml(userData) as { autoinstall: { network: object } };
      expect(checkers.netplan(JSON.stringify({ network: autoinstall.network }))).toMatchObject({
        accepted: true,
        said: '',
      });
    });

    test('Ignition takes the config of CoreOS, and NetworkManager each of its keyfiles', async () => {
      const config = await answerOf('ignition', network, 'config.ign');
      expect(checkers.ignition(config)).toEqual({ accepted: true, said: '' });
      const keyfiles = keyfilesIn(config);
      expect(keyfiles.length).toBe(network === 'plain' ? 1 : 5);
      for (const text of keyfiles) {
        const { accepted: isTaken, said } = checkers.keyfile(text);
        expect([isTaken, text.split('\n').filter((line) => !said.split('\n').includes(line))]).toEqual([
          true,
          [],
        ]);
      }
    });

    test('Ignition takes the config of Flatcar', async () => {
      expect(checkers.ignition(await answerOf('flatcar', network, 'config.ign'))).toEqual({
        accepted: true,
        said: '',
      });
    });

    test('debconf takes the preseed file of Debian', async () => {
      expect(checkers.preseed(await answerOf('preseed', network, 'preseed.cfg'))).toEqual({
        accepted: true,
        said: '',
      });
    });
  },
);

test.skipIf(checkKickstart === null)(
  `pykickstart takes the kickstart file of Fedora${skippedKickstart}`,
  async () => {
    for (const network of networkNames)
      expect(checkKickstart?.(await answerOf('kickstart', network, 'ks.cfg'))).toMatchObject(accepted);
  },
);

test.skipIf(root === null)(`the checkers refuse what is wrong${skipped}`, () => {
  expect(checkers.cloudConfig('#cloud-config\nusers: 7\n').said).toContain('users: 7 is not of type');
  expect(checkers.netplan('{"network":{"version":2,"ethernets":{"a":{"adresses":[]}}}}').said).toContain(
    "unknown key 'adresses'",
  );
  expect(checkers.keyfile('[connection]\nid=a\ntype=ethernet\n\n[ipv4]\nmethod=manual\n').accepted).toBe(
    false,
  );
  expect(
    checkers.ignition('{"ignition":{"version":"3.3.0"},"storage":{"files":[{"path":"a"}]}}').accepted,
  ).toBe(false);
  expect(checkers.preseed('d-i a/b\n').accepted).toBe(false);
});

/** What lies below system-connections in an Ignition config. */
function keyfilesIn(config: string): string[] {
  const { storage } = JSON.parse(config) as {
    storage: { files: { path: string; contents: { source: string } }[] };
  };
  return storage.files
    .filter(({ path }) => path.startsWith('/etc/NetworkManager/system-connections/'))
    .map(({ contents }) => Buffer.from(contents.source.replace('data:;base64,', ''), 'base64').toString());
}
