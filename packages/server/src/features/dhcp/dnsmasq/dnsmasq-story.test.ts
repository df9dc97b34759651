import { describe, expect, test } from 'vitest';
import { DnsmasqStory } from './dnsmasq-story.ts';
import { readDnsmasqLine } from './read-dnsmasq-line.ts';

/** What a person is told of these lines of dnsmasq 2.90. */
function told(log: string, story = new DnsmasqStory()): readonly string[] {
  const lines = log.split('\n').map((line) => readDnsmasqLine(line.trim()));
  const news = lines.flatMap((line) => (line === null ? [] : (story.tell(line) ?? [])));
  return news.map(({ mac, severity, kind, message }) => `${mac} ${severity} ${kind}: ${message}`);
}

const uefiBoot = `
  dnsmasq-dhcp[77]: 2453301642 available DHCP range: 10.20.0.100 -- 10.20.0.199
  dnsmasq-dhcp[77]: 2453301642 vendor class: PXEClient:Arch:00007:UNDI:003001
  dnsmasq-dhcp[77]: 2453301642 DHCPREQUEST(lan0) 10.20.0.139 52:54:00:4e:57:02
  dnsmasq-dhcp[77]: 2453301642 tags: net1, uefi-x64, lan0
  dnsmasq-dhcp[77]: 2453301642 DHCPACK(lan0) 10.20.0.139 52:54:00:4e:57:02
  dnsmasq-dhcp[77]: 2453301642 bootfile name: snponly.efi
  dnsmasq-dhcp[77]: 2453301642 next server: 10.20.0.1
  dnsmasq-tftp[77]: error 8 User aborted the transfer received from 10.20.0.139
  dnsmasq-tftp[77]: sent /srv/data/tftp/snponly.efi to 10.20.0.139
  dnsmasq-tftp[77]: file /srv/data/tftp/ipxe.cfg not found for 10.20.0.139`;

describe('what dnsmasq logs', () => {
  test('is the story of one machine, from its address to its loader', () => {
    expect(told(uefiBoot)).toEqual([
      '52:54:00:4e:57:02 note dhcpAnswered: got the address 10.20.0.139 by DHCP',
      '52:54:00:4e:57:02 note dhcpAnswered: was told by DHCP to boot snponly.efi',
      '52:54:00:4e:57:02 note tftpSent: fetched snponly.efi by TFTP',
      '52:54:00:4e:57:02 note tftpFailed: asked in vain for ipxe.cfg by TFTP',
    ]);
  });

  test('of an address that is renewed is told once, until another machine has it', () => {
    const story = new DnsmasqStory();
    const renewed = (mac: string) =>
      `dnsmasq-dhcp[77]: 9 DHCPACK(lan0) 10.20.0.139 52:54:00:4e:57:${mac} node1`;
    expect(told(renewed('02'), story)).toHaveLength(1);
    expect(told(renewed('02'), story)).toEqual([]);
    expect(told(renewed('03'), story)).toEqual([
      '52:54:00:4e:57:03 note dhcpAnswered: got the address 10.20.0.139 by DHCP',
    ]);
    expect(told('dnsmasq-tftp[77]: sent /x/undionly.kpxe to 10.20.0.139', story)).toEqual([
      '52:54:00:4e:57:03 note tftpSent: fetched undionly.kpxe by TFTP',
    ]);
  });

  test('of a proxy names the boot file of the machine that asked', () => {
    const log = `
      dnsmasq-dhcp[77]: 4711 PXE(lan0) 52:54:00:4e:57:01 proxy
      dnsmasq-dhcp[77]: 4711 bootfile name: http://10.20.0.1:8080/bootstrap.ipxe
      dnsmasq-dhcp[77]: 4711 bootfile name: http://10.20.0.1:8080/bootstrap.ipxe`;
    expect(told(log)).toEqual([
      '52:54:00:4e:57:01 note dhcpAnswered: was told by DHCP to boot http://10.20.0.1:8080/bootstrap.ipxe',
    ]);
  });

  test('of a machine that got nothing, or not the whole of it, is an alert', () => {
    const log = `
      dnsmasq-dhcp[77]: 5 DHCPDISCOVER(lan0) 52:54:00:4e:57:01 no address available
      dnsmasq-dhcp[77]: 6 DHCPACK(lan0) 10.20.0.140 52:54:00:4e:57:02
      dnsmasq-tftp[77]: failed sending /srv/data/tftp/ipxe.efi to 10.20.0.140`;
    expect(told(log)).toEqual([
      '52:54:00:4e:57:01 alert dhcpRefused: got no address by DHCP: no address available',
      '52:54:00:4e:57:02 note dhcpAnswered: got the address 10.20.0.140 by DHCP',
      '52:54:00:4e:57:02 alert tftpFailed: did not get the whole of ipxe.efi by TFTP',
    ]);
  });

  test.each([
    'dnsmasq-dhcp[77]: 6 DHCPACK(lan0) 10.20.0.140 not-a-mac',
    'dnsmasq-dhcp[77]: 6 client provides name: x\u001b[2J DHCPACK(lan0) 10.20.0.140 52:54:00:4e:57:02',
    'dnsmasq-tftp[77]: sent /srv/x to 10.20.0.141',
    'dnsmasq[77]: started, version 2.90 DNS disabled',
  ])('"%s" tells nothing of a machine', (line) => {
    expect(told(line)).toEqual([]);
  });
});
