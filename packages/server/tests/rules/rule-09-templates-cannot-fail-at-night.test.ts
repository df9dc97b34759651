import { machineAdd, machineGrant, machineGrantMany, machineSet, profileCheck } from '@netberth/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installer } from '../harness/images.ts';
import { diskSaying, headline, profileIn } from '../harness/read-script.ts';
import { refusalIn, TestApp } from '../harness/start-app.ts';

function imageWith(args: string, answer: string) {
  return {
    ...installer,
    'profile.yaml': `kernel: vmlinuz\nargs: "bootid={{ boot.id }} ${args}"\nanswers: { a.yaml: a.liquid }\n`,
    'a.liquid': answer,
  };
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ 'new-machines': 'disk' });
  await app.import(
    'image1',
    imageWith('role={{ machine.metadata.role }}', 'rack: {{ machine.labels.rack }}\n'),
  );
  await app.import('product', imageWith('product={{ machine.hardware.product }}', 'x\n'));
  await app.import('answers', imageWith('', 'product: {{ machine.hardware.product }}\n'));
});
afterAll(() => app.stop());

describe('a missing value is an error', () => {
  test('when a machine is granted the profile: nothing is granted', async () => {
    const machine = await app.addMachine({ labels: { rack: '7' } });
    expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['image1'] })).toBe(
      `NB3013 image1 cannot be rendered for machine ${machine.id}: the boot script: undefined variable: machine.metadata.role, line:1, col:30. Set what is missing (netberth machine set ${machine.id} --hostname NAME, or --metadata name=value) or mend the template.`,
    );
    expect((await app.show(machine)).grant).toBeNull();
    await app.run(machineSet, { machine: String(machine.id), metadata: { role: 'web' } });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    expect((await app.boot(machine.presented)).script).toContain(' role=web ||');
  });

  test('also of a later step, and of an answer file', async () => {
    const machine = await app.addMachine({ metadata: { role: 'web' } });
    expect(
      await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['answers', 'image1'] }),
    ).toMatch(
      /^NB3013 answers cannot be rendered for machine \d+: a\.yaml: undefined variable: machine\.hardware\.product/,
    );
    await app.boot({ ...machine.presented, product: 'X1' });
    expect(
      await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['answers', 'image1'] }),
    ).toMatch(
      /^NB3013 image1 cannot be rendered for machine \d+: a\.yaml: undefined variable: machine\.labels\.rack/,
    );
  });

  test('in one machine of many that are granted at once: all are refused, and the one is named', async () => {
    const labels = { rack: '70', bulk: 'yes' };
    const fine = [];
    for (const role of ['web', 'db', 'web', 'web'])
      fine.push(await app.addMachine({ labels, metadata: { role } }));
    const broken = await app.addMachine({ labels, metadata: { role: 'a; reboot' } });
    const lacking = await app.addMachine({ labels: { bulk: 'yes' }, metadata: { role: 'web' } });
    const input = { label: 'bulk=yes', profiles: ['image1'] };
    expect(await app.refusal(machineGrantMany, input)).toBe(
      `NB3102 2 of 6 machines refuse, so none was changed. Mend these first, or say --skip to leave them out. --dry-run changes nothing and tells all. [machine ${broken.id} NB3013 image1 cannot be rendered for machine ${broken.id}: the boot script: the value "a; reboot" is not one plain word: write | sh, | json, | yaml or | raw behind it, line:1, col:27] [machine ${lacking.id} NB3013 image1 cannot be rendered for machine ${lacking.id}: a.yaml: undefined variable: machine.labels.rack, line:1, col:10]`,
    );
    for (const machine of [...fine, broken, lacking]) expect(await app.stateOf(machine)).toBe('new');
    expect((await app.run(machineGrantMany, { ...input, skip: true })).changed).toBe(4);
    for (const machine of fine) expect(profileIn((await app.boot(machine.presented)).script)).toBe('image1');
    for (const machine of [broken, lacking])
      expect(profileIn((await app.boot(machine.presented)).script)).toBeNull();
  });

  test('when a person takes the value away that a live grant needs: it stays', async () => {
    const machine = await app.addMachine({ metadata: { role: 'web' }, labels: { rack: '7' } });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image1'] });
    for (const change of [
      { metadata: { role: '' } },
      { labels: { rack: '' } },
      { metadata: { role: 'a b' } },
    ]) {
      const refused = await app.refusal(machineSet, { machine: String(machine.id), ...change });
      expect(refused).toMatch(/^NB3013 image1 cannot be rendered for machine \d+: /);
    }
    const { metadata, labels } = await app.show(machine);
    expect([metadata, labels]).toEqual([{ role: 'web' }, { rack: '7' }]);
  });

  test('when an image is replaced by one that asks for more, for every machine that it touches', async () => {
    const old = imageWith('', 'x\n');
    await app.import('image2', old);
    const machine = await app.addMachine();
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['image2'] });
    const { script: before } = await app.boot(machine.presented);
    await expect(
      app.import('image2', imageWith('x={{ machine.metadata.x }}', 'x\n'), { replace: true }),
    ).rejects.toThrow(`NB3013`);
    const { script: after } = await app.boot(machine.presented);
    const withoutSecrets = (script: string) => script.replaceAll(/[0-9a-f]{32}|b\/\d+/g, '');
    expect(withoutSecrets(after)).toBe(withoutSecrets(before));
    expect((await app.run(profileCheck, { profile: 'image2' })).ok).toBe(true);
  });

  test('when a machine is to rest on it', async () => {
    await app.import('live1', imageWith('x={{ machine.metadata.x }}', 'x\n'), { nonDestructive: true });
    const machine = await app.addMachine();
    expect(await app.refusal(machineSet, { machine: String(machine.id), resting: 'live1' })).toMatch(
      /^NB3013 live1 cannot be rendered for machine \d+: the boot script: undefined variable: machine\.metadata\.x/,
    );
    expect(await app.refusal(machineAdd, { macs: [app.newMac()], resting: 'live1' })).toMatch(
      /^NB3013 live1/,
    );
    await app.run(machineSet, { machine: String(machine.id), resting: 'live1', metadata: { x: '1' } });
    expect(profileIn((await app.boot(machine.presented)).script)).toBe('live1');
    expect(await app.refusal(machineSet, { machine: String(machine.id), metadata: { x: '' } })).toMatch(
      /^NB3013 live1/,
    );
  });

  test.each([
    ['an unknown variable', '{{ nonsense }}'],
    ['an unknown filter', '{{ machine.id | nonsense }}'],
    ['an unclosed tag', '{% if true %}'],
    ['a loop without end', '{% for i in (1..100000000) %}x{% endfor %}'],
    ['a file of the server', "{% include '/etc/passwd' %}"],
  ])('%s in a template is refused, at the latest when it is granted', async (_, template) => {
    const answer = await app.import('bad', imageWith('', `${template}\n`), { replace: true });
    const machine = await app.addMachine();
    expect(answer.name).toBe('bad');
    expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['bad'] })).toMatch(
      /^NB3013 bad cannot be rendered for machine \d+: a\.yaml: /,
    );
  });
});

describe('at run time, when what the firmware says has changed since', () => {
  test('a boot script that cannot be made is the disk, with an alert', async () => {
    const machine = await app.addMachine();
    await app.boot({ ...machine.presented, product: 'X1' });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['product'] });
    const says = `NB1111: machine ${machine.id}: the script of product cannot be made for it: the value "X1 && reboot" is not one plain word: write | sh, | json, | yaml or | raw behind it, line:1, col:30; it boots its own disk`;
    const { script } = await app.boot({ ...machine.presented, product: 'X1 && reboot' });
    expect(script).toBe(
      diskSaying(
        says.replace('&& reboot', "'&& reboot").replaceAll('| ', "'| "),
        'Check it: netberth profile check product',
      ),
    );
    expect(await app.alertsOf(machine)).toEqual([`alert: ${says}`]);
    const { grant } = await app.show(machine);
    expect(grant).toMatchObject({ starts: 0, step: 0, status: 'live' });
    expect(profileIn((await app.boot({ ...machine.presented, product: 'X2' })).script)).toBe('product');
  });

  test('an answer file that cannot be made is 500 and an alert, and nothing has started', async () => {
    const machine = await app.addMachine();
    await app.boot({ ...machine.presented, product: 'X1' });
    await app.run(machineGrant, { machine: String(machine.id), profiles: ['answers'] });
    const { bootId } = await app.boot({ ...machine.presented, product: 'X 1' });
    const { status, text } = await app.ask(`/config/${machine.id}/${bootId}/a.yaml`);
    expect([status, text.split('\n')[0]]).toEqual([
      500,
      `Netberth NB2006: "a.yaml" cannot be made for machine ${machine.id}: the value "X 1" is not one plain word: write | sh, | json, | yaml or | raw behind it, line:1, col:10`,
    ]);
    expect(await app.alertsOf(machine)).toEqual([
      expect.stringMatching(/^alert: NB2006: "a\.yaml" cannot be made/),
    ]);
    expect((await app.show(machine)).grant).toMatchObject({ starts: 0 });
  });

  test('profile check names every machine that it would fail for', async () => {
    const { ok, problems } = await app.run(profileCheck, { profile: 'answers' });
    expect(ok).toBe(false);
    expect(problems).toEqual([
      expect.stringMatching(/^machine \d+: a\.yaml: the value "X 1" is not one plain word/),
    ]);
  });
});

test('a profile that is removed while a grant names it is refused; a grant for one that is none, too', async () => {
  const machine = await app.addMachine();
  expect(await app.refusal(machineGrant, { machine: String(machine.id), profiles: ['none'] })).toBe(
    'NB3009 there is no profile "none". See netberth profile list; import one with netberth profile import DIR',
  );
  await app.import('image3', imageWith('', 'x\n'));
  await app.run(machineGrant, { machine: String(machine.id), profiles: ['image3'] });
  const answer = await app.askSocket({ method: 'DELETE', path: '/api/v1/profiles/image3' });
  expect(refusalIn(answer)).toBe(
    `NB3011 the profile "image3" is needed by machines ${machine.id}. Take it from each of them first: netberth machine revoke ID ends its grant, netberth machine set ID --resting disk what it rests on.`,
  );
  expect(headline((await app.boot(machine.presented)).script)).toMatch(/^NB1006/);
});
