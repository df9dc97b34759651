import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generaliseScript } from './generalise-script.ts';
import { generaliseUserData } from './generalise-user-data.ts';

const run = promisify(execFile);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'netberth-generalise-'));
});
afterEach(() => rm(root, { recursive: true }));

async function make(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: path.startsWith('usr/bin/') ? 0o755 : 0o644 });
  }
}

async function generalise(): Promise<string> {
  return (await run('sh', ['-c', generaliseScript, 'generalise.sh', root])).stdout;
}

/** Every file with its text. */
async function left(): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path.slice(root.length + 1)] = await readFile(path, 'utf8');
  }
  return found;
}

const hostKeys = '[Service]\nExecStartPre=\nExecStartPre=/usr/bin/ssh-keygen -A\n';

describe('the script', () => {
  test('takes from a Debian system what may be there only once, and nothing else', async () => {
    await make({
      'etc/hostname': 'web1\n',
      'etc/hosts': '127.0.0.1 localhost\n127.0.1.1 web1.example web1\n10.0.0.9 db\n',
      'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
      'etc/ssh/ssh_host_ed25519_key': 'secret',
      'etc/ssh/ssh_host_ed25519_key.pub': 'public',
      'etc/ssh/sshd_config': 'UsePAM yes\n',
      'etc/systemd/system/app.service': '[Service]\n',
      'etc/network/interfaces':
        'auto lo\niface lo inet loopback\niface ens3 inet static\n  address 10.0.0.5/24\n',
      'etc/network/interfaces.d/more': 'iface ens4 inet dhcp\n',
      'root/.bash_history': 'mysql -psecret\n',
      'usr/bin/ssh-keygen': '',
      'var/lib/dhcp/dhclient.ens3.leases': 'lease',
      'var/lib/systemd/random-seed': 'random',
      'var/log/app/app.log': 'of web1\n',
      'var/log/journal/0123456789abcdef/system.journal': 'of web1\n',
    });
    await mkdir(join(root, 'var/lib/dbus'));
    await symlink('/etc/machine-id', join(root, 'var/lib/dbus/machine-id'));
    const said = await generalise();
    expect(await left()).toEqual({
      'etc/hostname': '',
      'etc/hosts': '127.0.0.1 localhost\n10.0.0.9 db\n',
      'etc/machine-id': '',
      'etc/ssh/sshd_config': 'UsePAM yes\n',
      'etc/systemd/system/app.service': '[Service]\n',
      'etc/systemd/system/ssh.service.d/host-keys.conf': hostKeys,
      'etc/systemd/system/sshd.service.d/host-keys.conf': hostKeys,
      'etc/network/interfaces': 'source /etc/network/interfaces.d/*\n\nauto lo\niface lo inet loopback\n',
      'etc/network/interfaces.d/more': 'iface ens4 inet dhcp\n',
      'usr/bin/ssh-keygen': '',
      'var/log/app/app.log': '',
    });
    expect(await readdir(join(root, 'var/lib/dbus'))).toEqual(['machine-id']);
    expect(said).toBe(`generalise: SSH host keys are gone
generalise: the SSH server makes new ones when it starts
generalise: the machine id is empty
generalise: the host name is empty
generalise: the addresses of /etc/network/interfaces are gone
generalise: DHCP leases are gone
generalise: logs are empty
generalise: done: switch it off now, and make the image
`);
  });

  test('leaves every network that DHCP gives, and takes those of one machine', async () => {
    await make({
      'etc/netplan/10-dhcp.yaml': 'network: { ethernets: { any: { match: { name: e* }, dhcp4: true } } }\n',
      'etc/netplan/20-static.yaml': 'network: { ethernets: { e0: { addresses: [10.0.0.5/24] } } }\n',
      'etc/netplan/50-cloud-init.yaml': 'network: { ethernets: { e0: { dhcp4: true } } }\n',
      'etc/systemd/network/any.network': '[Match]\nName=en*\n# Address=10.0.0.5\n[Network]\nDHCP=yes\n',
      'etc/systemd/network/one.link': '[Match]\nMACAddress=52:54:00:00:00:01\n',
      'etc/sysconfig/network-scripts/ifcfg-lo': 'IPADDR=127.0.0.1\n',
      'etc/sysconfig/network-scripts/ifcfg-eth0': 'HWADDR=52:54:00:00:00:01\nBOOTPROTO=dhcp\n',
      'etc/NetworkManager/system-connections/lan.nmconnection': '[ipv4]\naddress1=10.0.0.5/24\n',
    });
    await generalise();
    expect(Object.keys(await left()).toSorted()).toEqual([
      'etc/netplan/10-dhcp.yaml',
      'etc/sysconfig/network-scripts/ifcfg-lo',
      'etc/systemd/network/any.network',
    ]);
  });

  test('has cloud-init begin anew, also where the installer of Ubuntu has ended it', async () => {
    await make({
      'etc/cloud/cloud.cfg': 'users: [default]\n',
      'etc/cloud/cloud.cfg.d/99-installer.cfg': 'datasource: { None: {} }\n',
      'etc/cloud/cloud.cfg.d/10-mine.cfg': 'timezone: UTC\n',
      'var/lib/cloud/instances/i-1/sem/config_ssh': '',
      'var/lib/cloud/seed/nocloud/meta-data': 'instance-id: i-1\n',
    });
    await generalise();
    expect(Object.keys(await left()).toSorted()).toEqual([
      'etc/cloud/cloud.cfg',
      'etc/cloud/cloud.cfg.d/10-mine.cfg',
    ]);
  });

  test('lets cloud-init begin that has never run', async () => {
    await make({ 'etc/cloud/cloud.cfg.d/99-installer.cfg': 'network: {config: disabled}\n' });
    await generalise();
    expect(await left()).toEqual({});
  });

  test('may be asked twice', async () => {
    await make({ 'etc/hostname': 'web1\n', 'etc/ssh/ssh_host_rsa_key': 'secret' });
    const first = await generalise();
    const files = await left();
    expect(await generalise()).toBe(first);
    expect(await left()).toEqual(files);
  });

  test('refuses a folder that is no system, and touches nothing', async () => {
    await make({ 'home/ada/.bash_history': 'ls\n' });
    await expect(generalise()).rejects.toMatchObject({
      code: 1,
      stderr: `generalise: there is no system in ${root}/: it has no folder etc\n`,
    });
    expect(await left()).toEqual({ 'home/ada/.bash_history': 'ls\n' });
  });

  test('ends with an error when a step fails', async () => {
    await make({ 'etc/hosts': '' });
    await mkdir(join(root, 'etc/hostname'));
    await expect(generalise()).rejects.toMatchObject({ code: 2 });
  });
});

describe('the user data', () => {
  test('is a script that a shell understands, and that Nova takes', async () => {
    await run('sh', ['-n', '-c', generaliseUserData]);
    expect(Buffer.from(generaliseUserData).toString('base64').length).toBeLessThan(65_535);
  });

  test('holds the whole script', () => {
    expect(generaliseUserData).toContain(generaliseScript);
  });
});
