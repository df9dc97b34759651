import { parse as parseToml } from 'smol-toml';
import { expect, test } from 'vitest';
import { boot, crypt, key, render, renderedAnswer } from './rendered-answer.fixture.ts';

const machine =
  'for machine 7, made by Netberth.\n# What they mean: https://pve.proxmox.com/wiki/Automated_Installation\n';

test('Proxmox gets its disk, root and his keys, its address by its card, and whom to call', () => {
  const more = { hostname: 'pve1' };
  expect(
    renderedAnswer('proxmox', { 'ssh-keys': `${key} ops@desk`, domain: 'example.org' }, 'plain', more),
  ).toBe(
    `# The answers of web ${machine}[global]
keyboard = "en-us"
country = "us"
timezone = "UTC"
fqdn = "pve1.example.org"
mailto = "root@pve1.example.org"
root-password-hashed = "${crypt}"
root-ssh-keys = ["${key} ops@desk"]
reboot-on-error = false

[network]
source = "from-answer"
cidr = "192.0.2.10/24"
gateway = "192.0.2.1"
dns = "192.0.2.3"
filter.ID_NET_NAME_MAC = "*525400123456"

# Everything on it is erased.
[disk-setup]
filesystem = "ext4"
disk-list = ["sda"]

# Called when it has installed, before it restarts. Its installer has no hook for failures.
[post-installation-webhook]
url = "http://192.0.2.1:8080/finish?id=7&bootid=${boot.bootId}"
`,
  );
});

test('without a network of its own it asks DHCP; language, keyboard and mail are as they are set', () => {
  const set = { locale: 'de_AT.UTF-8', keyboard: 'de', timezone: 'Europe/Vienna', email: 'ops@example.org' };
  expect(parseToml(renderedAnswer('proxmox', set))).toMatchObject({
    global: {
      keyboard: 'de',
      country: 'at',
      timezone: 'Europe/Vienna',
      fqdn: 'machine-7.home.arpa',
      mailto: 'ops@example.org',
    },
    network: { source: 'from-dhcp' },
  });
});

test.each([
  [
    { disk: '/dev/disk/by-id/nvme-1' },
    'disk "/dev/disk/by-id/nvme-1" is not a disk as its installer names it',
  ],
  [{ keyboard: 'ru' }, 'keyboard "ru" is none of its layouts'],
  [{ locale: 'C.UTF-8' }, 'locale "C.UTF-8" says no country'],
])('it is refused what its installer does not know: %j', (set, why) => {
  const rendered = render('proxmox', set);
  expect('problems' in rendered ? rendered.problems.join() : rendered).toContain(why);
});
