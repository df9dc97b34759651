import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { end } from '../../src/child-process.ts';
import { within } from '../src/lab-server.ts';
import type { LabServer } from '../src/lab-server.ts';
import { Lab } from '../src/lab.ts';
import { named, noNetwork } from '../src/network-reason.ts';

const checkMs = 60_000;
const subnet = '10.20.0.0/24 ranges=10.20.0.100-10.20.0.199 router=10.20.0.1';
/** A MAC of the Raspberry Pi Foundation's, which is how a Pi is known. */
const raspberryPi = 'dc:a6:32:00:00:01';

/** Title, outcome and text of every verdict; addresses that come by chance are `A`. */
async function verdicts(server: LabServer, ...args: string[]): Promise<readonly string[]> {
  const { clients } = await server.check(...args);
  return clients.map(({ title, outcome, text }) =>
    `${title}: ${outcome}: ${text}`.replace(/gets 10\.[\d.]+/, 'gets A'),
  );
}

describe.skipIf(noNetwork !== null)(named('netberth dhcp check'), { timeout: checkMs }, () => {
  test('says of every kind of machine that it boots from our own DHCP', async () => {
    await using lab = await Lab.open('check-full');
    // Named as a VLAN is; not every kernel has VLANs.
    await lab.host.addBridge('lan2.20', '10.40.0.1/24');
    const second = '10.40.0.0/24 ranges=10.40.0.100-10.40.0.199 router=10.40.0.1';
    const server = await lab.serve('--dhcp-mode', 'full', '--dhcp-subnets', `${subnet};${second}`);
    await server.waitForDhcp();
    const { stdout, exitCode } = await server.command('dhcp', 'check');
    expect(exitCode).toBe(0);
    expect(stdout.replaceAll(/gets 10\.20\.0\.1\d\d/g, 'gets A'))
      .toBe(`Asked on lan0 from 10.20.0.1. Our own DHCP: mode full, running.

Who answered
  10.20.0.1 (Netberth)  gives addresses and says what to boot

What a machine would do
  ✓ BIOS            gets A from 10.20.0.1 and loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth
  ✓ UEFI x64        gets A from 10.20.0.1 and loads snponly.efi from 10.20.0.1 by TFTP: Netberth
  ✓ UEFI arm64      gets A from 10.20.0.1 and loads ipxe-arm64.efi from 10.20.0.1 by TFTP: Netberth
  ✓ UEFI HTTP boot  gets A from 10.20.0.1 and loads http://10.20.0.1:8080/firmware/snponly.efi: Netberth
  ✓ iPXE            gets A from 10.20.0.1 and loads http://10.20.0.1:8080/bootstrap.ipxe: Netberth
`);
    expect((await verdicts(server, '--interface', 'lan2.20'))[3]).toBe(
      'UEFI HTTP boot: here: gets A from 10.40.0.1 and loads http://10.40.0.1:8080/firmware/snponly.efi: Netberth',
    );
    expect(await verdicts(server, '--mac', raspberryPi)).toContain(
      'Raspberry Pi: notFetched: gets A from 10.20.0.1 and loads config.txt from 10.20.0.1 by TFTP: Netberth; but that cannot be fetched: there is no such file',
    );
  });

  test('says of every kind that it boots by our proxy beside a server that knows nothing of us', async () => {
    await using lab = await Lab.open('check-proxy');
    await lab.addForeignServer();
    const server = await lab.serve('--dhcp-mode', 'proxy');
    await server.waitForDhcp();
    expect(await verdicts(server)).toEqual([
      'BIOS: here: gets A from 10.20.0.9 and loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth',
      'UEFI x64: here: gets A from 10.20.0.9 and loads snponly.efi from 10.20.0.1 by TFTP: Netberth',
      'UEFI arm64: here: gets A from 10.20.0.9 and loads ipxe-arm64.efi from 10.20.0.1 by TFTP: Netberth',
      'UEFI HTTP boot: here: gets A from 10.20.0.9 and loads http://10.20.0.1:8080/firmware/snponly.efi: Netberth',
      'iPXE: here: gets A from 10.20.0.9 and loads http://10.20.0.1:8080/bootstrap.ipxe: Netberth',
    ]);
    // What a person put there for a Pi is served beside our own, and stays.
    writeFileSync(join(server.dataFolder, 'tftp', 'config.txt'), 'arm_64bit=1\n');
    expect(await verdicts(server, '--mac', raspberryPi)).toContain(
      'Raspberry Pi: here: gets A from 10.20.0.9 and loads config.txt from 10.20.0.1 by TFTP: Netberth',
    );
  });

  test('names the foreign server that says something else to boot, with and without our proxy', async () => {
    await using lab = await Lab.open('check-foreign');
    await lab.addForeignServer('dhcp-boot=pxelinux.0,,10.20.0.9');
    const server = await lab.serve('--dhcp-mode', 'external');
    await server.waitForDhcp();
    const { stdout, exitCode } = await server.command('dhcp', 'check');
    expect(exitCode).toBe(1);
    expect(stdout.replaceAll(/gets 10\.20\.0\.5\d/g, 'gets A'))
      .toBe(`Asked on lan0 from 10.20.0.1. Our own DHCP: mode external, running.

Who answered
  10.20.0.9  gives addresses and says what to boot

What a machine would do
  ✗ BIOS            gets A from 10.20.0.9 and loads pxelinux.0 from 10.20.0.9 by TFTP: that is not Netberth
  ✗ UEFI x64        gets A from 10.20.0.9 and loads pxelinux.0 from 10.20.0.9 by TFTP: that is not Netberth
  ✗ UEFI arm64      gets A from 10.20.0.9 and loads pxelinux.0 from 10.20.0.9 by TFTP: that is not Netberth
  ✗ UEFI HTTP boot  gets A from 10.20.0.9 and is told nothing about booting: it goes on to its disk
  ✗ iPXE            gets A from 10.20.0.9 and loads pxelinux.0 from 10.20.0.9 by TFTP: that is not Netberth

What to do
  Take the boot file out of the DHCP server 10.20.0.9, or point it here; for the lines: netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq).
  Set dhcp.mode to proxy, or tell the DHCP server of us; for the lines: netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq).
`);
    const proxy = await lab.serve('--dhcp-mode', 'proxy');
    await proxy.waitForDhcp();
    expect((await verdicts(proxy))[0]).toBe(
      'BIOS: contested: gets A from 10.20.0.9; Netberth says undionly.kpxe from 10.20.0.1 by TFTP, but another says pxelinux.0 from 10.20.0.9 by TFTP: which one wins depends on the firmware',
    );
  });

  test('sees that a proxy alone gives no addresses', async () => {
    await using lab = await Lab.open('check-alone');
    const server = await lab.serve('--dhcp-mode', 'proxy');
    await server.waitForDhcp();
    expect((await verdicts(server))[0]).toBe(
      'BIOS: noAddress: gets no address, so undionly.kpxe from 10.20.0.1 by TFTP is of no use to it',
    );
  });

  test('sees a network where nobody answers, and iPXE being sent to load itself without end', async () => {
    await using lab = await Lab.open('check-loop');
    const server = await lab.serve('--dhcp-mode', 'external');
    await server.waitForDhcp();
    const { stdout } = await server.command('dhcp', 'check');
    expect(stdout).toBe(`Asked on lan0 from 10.20.0.1. Our own DHCP: mode external, running.

Nobody answered.

What a machine would do
  ✗ BIOS            nobody answers: it waits, then goes on to its disk
  ✗ UEFI x64        nobody answers: it waits, then goes on to its disk
  ✗ UEFI arm64      nobody answers: it waits, then goes on to its disk
  ✗ UEFI HTTP boot  nobody answers: it waits, then goes on to its disk
  ✗ iPXE            nobody answers: it waits, then goes on to its disk

What to do
  Start a DHCP server here, or set dhcp.mode to full with a range in dhcp.subnets.
`);
    await lab.addForeignServer('dhcp-boot=undionly.kpxe,,10.20.0.1');
    expect((await server.command('dhcp', 'check')).stdout.replaceAll(/gets 10\.20\.0\.5\d/g, 'gets A'))
      .toBe(`Asked on lan0 from 10.20.0.1. Our own DHCP: mode external, running.

Who answered
  10.20.0.9  gives addresses and says what to boot

What a machine would do
  ✓ BIOS            gets A from 10.20.0.9 and loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth
  ✗ UEFI x64        gets A from 10.20.0.9 and loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth's, but not for this kind of machine
  ✗ UEFI arm64      gets A from 10.20.0.9 and loads undionly.kpxe from 10.20.0.1 by TFTP: Netberth's, but not for this kind of machine
  ✗ UEFI HTTP boot  gets A from 10.20.0.9 and is told nothing about booting: it goes on to its disk
  ✗ iPXE            gets A from 10.20.0.9 and loads undionly.kpxe from 10.20.0.1 by TFTP: itself again, without end

What to do
  Let 10.20.0.9 tell machines apart by option 93; for the lines: netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq).
  Set dhcp.mode to proxy, or tell the DHCP server of us; for the lines: netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq).
  Let 10.20.0.9 tell iPXE (option 175, user class iPXE) something else; for the lines: netberth dhcp config --for isc (kea, windows, mikrotik, edgerouter, dnsmasq).
`);
  });

  test('names a program that holds the port of machines, and a network that goes away meanwhile', async () => {
    await using lab = await Lab.open('check-refused');
    const server = await lab.serve('--dhcp-mode', 'external');
    await server.waitForDhcp();
    const isPortHeld = async () => (await lab.host.run('ss', '-Hlun', 'sport = :68')) !== '';
    const hold = "require('node:dgram').createSocket('udp4').bind(68)";
    const holder = lab.host.start('holder', process.execPath, ['--eval', hold]);
    await within(10_000, 'the port is held', isPortHeld);
    expect(await server.command('dhcp', 'check')).toMatchObject({
      exitCode: 1,
      stderr:
        'netberth dhcp check: another program on the server holds UDP port 68 for itself, so the answers cannot be heard. Find it with ss -lunp sport = :68 (a DHCP client?) and end it for the time of the check.\nNB3063: docs/errors.md#nb3063\n',
    });
    await end(holder, 10_000);

    const checking = server.command('dhcp', 'check');
    await within(10_000, 'the network is asked', isPortHeld);
    await lab.host.ip('addr del 10.20.0.1/24 dev lan0');
    expect(await checking).toMatchObject({
      exitCode: 1,
      stderr:
        'netberth dhcp check: nothing can be sent from 10.20.0.1: no network is behind it any more (ENETUNREACH). Is the interface up? See ip -brief address and ip route.\nNB3064: docs/errors.md#nb3064\n',
    });
  });
});
