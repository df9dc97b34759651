import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { NetberthServer } from '../../src/netberth-server.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtaEY5nwu7dolQGXhQ2V3VyGhH4poMC0lvmEkfVu7Qx ops@desk';
const access = ['--set', `ssh-keys=${key}`];
const password = ['--set', 'password=correct horse'];

/** How a person makes a profile of each kind. */
const profiles: Readonly<Record<string, readonly string[]>> = {
  preseed: ['--product', 'debian', ...access, ...password, '--set', 'packages=nginx,curl'],
  autoinstall: ['--product', 'ubuntu', ...access, '--set', 'packages=nginx'],
  kickstart: ['--product', 'fedora', ...access, ...password, '--set', 'packages=nginx @web-server'],
  autoyast: ['--product', 'opensuse', ...access],
  ignition: ['--product', 'fedora-coreos', ...access],
  flatcar: ['--product', 'flatcar', ...access],
};

const card = '52:54:00:12:34:56';
const networks: Readonly<Record<string, string>> = {
  plain: `interfaces: [{ mac: '${card}', name: ens3, addresses: [192.0.2.10/24], gateways: [192.0.2.1] }]
dns: [192.0.2.3]
`,
  'both families, a VLAN on a bond, and a second card': `interfaces:
  - name: bond0
    bond:
      mode: 802.3ad
      members: [{ mac: '${card.replace('56', '66')}', name: ens3 }, { mac: '${card.replace('56', '67')}', name: ens4 }]
    vlan: 7
    mtu: 9000
    addresses: [192.0.2.11/24, '2001:db8::11/64']
    gateways: [192.0.2.1, 'fe80::1']
  - { mac: '${card.replace('56', '68')}', addresses: [dhcp, slaac] }
dns: [192.0.2.3, '2001:db8::3']
search: [example.org]
`,
};

export const networkNames = Object.keys(networks);

const revealed = z.object({
  problems: z.array(z.string()),
  answers: z.array(z.object({ name: z.string(), text: z.string() })),
});

/** Makes the profiles and the machines, and says how to see what a machine gets. */
export async function makeAnswers(server: NetberthServer, folder: string) {
  const made = Object.entries(profiles);
  for (const [name, flags] of made)
    await server.json('profile', 'create', name, ...flags, '--answers', 'default');
  const machines: Record<string, number> = {};
  for (const [index, [name, text]] of Object.entries(networks).entries()) {
    const file = join(folder, `network-${index}.yaml`);
    writeFileSync(file, text);
    const macs = [...text.matchAll(/52:54:00[0-9a-f:]+/g)].map(([mac]) => mac).join(',');
    machines[name] = await server.addMachine(macs, '--hostname', `web${index + 1}`, '--network', `@${file}`);
  }
  return async (profile: string, network: string, file: string): Promise<string> => {
    const shown = await server.json('profile', 'reveal', profile, '--machine', String(machines[network]));
    const { problems, answers } = revealed.parse(shown);
    const found = answers.find(({ name }) => name === file);
    if (found === undefined) throw new Error(`no ${file} of ${profile}: ${problems.join('; ')}`);
    return found.text;
  };
}
