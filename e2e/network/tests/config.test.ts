import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LabServer } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const subnets = [
  '10.20.0.0/24 ranges=10.20.0.100-10.20.0.149,10.20.0.160-10.20.0.199 router=10.20.0.1 dns=10.20.0.2 domain=lab.example lease=1h',
  '10.30.0.0/24 router=10.30.0.1',
  'fd00:20::/64 ranges=fd00:20::100-fd00:20::1ff dns=fd00:20::2 domain=lab.example advertise',
  'fd00:30::/64',
].join(';');

describe.skipIf(noNetwork !== null)(named('the configuration that netberth dhcp config prints'), () => {
  test('is taken by dnsmasq in every mode, and so are the lines for a dnsmasq of yours', async () => {
    await using lab = await Lab.open('config');
    const full = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', subnets, '--dhcp-allow-other');
    expect(await accepted(lab, full)).toContain('syntax check OK');
    const proxy = await lab.serve('--dhcp-mode', 'proxy', '--dhcp-interfaces', 'lan0');
    expect(await accepted(lab, proxy)).toContain('syntax check OK');
    const external = await lab.serve('--dhcp-mode', 'external');
    expect(await accepted(lab, external)).toContain('syntax check OK');
    const off = await lab.serve('--dhcp-mode', 'off');
    expect(await accepted(lab, off)).toContain('syntax check OK');
    expect(await accepted(lab, off, '--for', 'dnsmasq')).toContain('syntax check OK');
  });
});

/** What `dnsmasq --test` says to it. */
async function accepted(lab: Lab, server: LabServer, ...args: string[]): Promise<string> {
  const { stdout } = await server.command('dhcp', 'config', ...args);
  const file = join(lab.folder, 'printed.conf');
  writeFileSync(file, stdout);
  return await lab.host.run('sh', '-c', `dnsmasq --test --conf-file=${file} 2>&1`);
}
