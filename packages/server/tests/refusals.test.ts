import * as commands from '@netberth/api';
import type { CommandDefinition } from '@netberth/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { installer } from './harness/images.ts';
import { refusalIn, TestApp } from './harness/start-app.ts';

let app: TestApp;

beforeAll(async () => {
  app = await TestApp.start({ 'boot-url': 'http://192.0.2.1:8080' });
  await app.run(commands.userAdd, { name: 'ada' });
  await app.addMachine({ hostname: 'web1' });
  await app.import('image1', installer);
});
afterAll(() => app.stop());

test.each<readonly [CommandDefinition, object, string]>([
  [
    commands.userAdd,
    { name: 'ada' },
    'NB3046 there is a user "ada" already. Change it with netberth user set ada, or take another name.',
  ],
  [commands.groupRemove, { id: 7 }, 'NB3050 there is no group 7 that gives roles. See netberth group list'],
  [commands.sessionEnd, { id: 7 }, 'NB3051 there is no session 7. See netberth session list'],
  [
    commands.directoryCheck,
    { user: 'ada' },
    'NB3056 there is no directory to ask. Set directory.urls and directory.base: docs/access.md shows how.',
  ],
  [commands.webhookRemove, { id: 7 }, 'NB3130 there is no webhook 7. See netberth webhook list'],
  [commands.ruleShow, { name: 'lab' }, 'NB8850 there is no rule "lab". See netberth rule list'],
  [
    commands.ruleSet,
    { name: 'lab', labels: { site: 'lab' } },
    'NB8851 the rule lab was not set: it has no conditions: say --match. What a rule can say is in docs/rules.md.',
  ],
  [
    commands.dhcpCheck,
    { interface: 'lan7' },
    'NB3061 the server has no IPv4 address on an interface "lan7". Its interfaces: ip -brief address. Another one: netberth dhcp check --interface NAME',
  ],
  [
    commands.powerCancel,
    { id: 7 },
    'NB8705 there is no power order 7 that you may change. See netberth power orders',
  ],
  [
    commands.powerCancel,
    {},
    'NB8706 it is not said what is to be cancelled. Say --id or --batch: see netberth power orders',
  ],
  [
    commands.powerCycle,
    { machine: '1' },
    'NB8700 nothing is known that could switch machine 1. Say what does: netberth power set 1 --driver ipmi --address ADDRESS --user USER',
  ],
  [
    commands.profileTemplateShow,
    { kind: 'sheet' },
    'NB3026 no answer file "sheet" comes with Netberth; there are preseed, autoinstall, kickstart, autoyast, agama, ignition, esxi, proxmox, unattend, talos. What each is for: netberth profile template list',
  ],
  [
    commands.rolloutBack,
    { image: 'edge' },
    'NB8751 there is no roll-out of "edge" that you may see. See netberth rollout list',
  ],
  [
    commands.machineGrantMany,
    { profiles: ['wipe'], ids: [1] },
    'NB3009 there is no profile "wipe". See netberth profile list; import one with netberth profile import DIR',
  ],
  [
    commands.rolloutStart,
    { image: 'edge', to: 'imaeg1', label: 'site=lab' },
    'NB3009 there is no profile "imaeg1" (did you mean "image1"?). See netberth profile list; import one with netberth profile import DIR',
  ],
  [commands.machineShow, { machine: 'web2' }, 'NB3004 there is no machine "web2". See netberth machine list'],
])(
  '$name is refused in words that name the thing, the value and the way out',
  async (command, input, said) => {
    expect(refusalIn(await app.send(command, input as never))).toBe(said);
  },
);
