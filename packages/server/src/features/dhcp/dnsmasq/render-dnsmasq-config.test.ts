import { expect, test } from 'vitest';
import { planOf } from '../example-plan.fixture.ts';
import { renderDnsmasqConfig } from './render-dnsmasq-config.ts';

const files = {
  tftpFolder: '/srv/netberth/tftp',
  leaseFile: '/srv/netberth/dhcp/leases',
  reservationsFile: '/srv/netberth/dhcp/reservations',
  user: 'netberth',
};

test('in full mode dnsmasq gives addresses and boot files, for each subnet its own', () => {
  const plan = planOf(
    'full',
    '10.20.0.0/24 ranges=10.20.0.100-10.20.0.149,10.20.0.160-10.20.0.199 router=10.20.0.1 dns=10.20.0.2,10.20.0.3 domain=lab.example lease=1h; 10.30.0.0/24 router=10.30.0.1; fd00:20::/64 ranges=fd00:20::100-fd00:20::1ff dns=fd00:20::2 domain=lab.example advertise',
  );
  expect(renderDnsmasqConfig(plan, files))
    .toBe(`# Made by Netberth from its settings, anew at every start: change those.
port=0
user=netberth
bind-dynamic
except-interface=lo

# The boot loaders, with blocks as large as client and network allow.
enable-tftp
tftp-root=/srv/netberth/tftp
tftp-max=1000

log-dhcp
dhcp-leasefile=/srv/netberth/dhcp/leases
dhcp-hostsfile=/srv/netberth/dhcp/reservations
no-ping
dhcp-authoritative

# Who asks: iPXE itself by option 175 or user class, UEFI HTTP boot by vendor class, firmware by option 93.
dhcp-match=set:ipxe,175
dhcp-userclass=set:ipxe,iPXE
dhcp-vendorclass=set:http,HTTPClient
dhcp-mac=set:rpi,b8:27:eb:*:*:*
dhcp-mac=set:rpi,dc:a6:32:*:*:*
dhcp-mac=set:rpi,e4:5f:01:*:*:*
dhcp-mac=set:rpi,28:cd:c1:*:*:*
dhcp-mac=set:rpi,d8:3a:dd:*:*:*
dhcp-mac=set:rpi,2c:cf:67:*:*:*
dhcp-match=set:bios,option:client-arch,0
dhcp-match=set:uefi-x64,option:client-arch,7
dhcp-match=set:uefi-x64,option:client-arch,9
dhcp-match=set:http-x64,option:client-arch,16

# The same over DHCPv6.
dhcp-userclass=set:ipxe6,iPXE
dhcp-vendorclass=set:http6,enterprise:343,HTTPClient
dhcp-match=set:bios-6,option6:61,00:00
dhcp-match=set:uefi-ia32-6,option6:61,00:06
dhcp-match=set:uefi-x64-6,option6:61,00:07
dhcp-match=set:uefi-x64-6,option6:61,00:09
dhcp-match=set:uefi-arm64-6,option6:61,00:0b
dhcp-match=set:http-ia32-6,option6:61,00:0f
dhcp-match=set:http-x64-6,option6:61,00:10
dhcp-match=set:http-arm64-6,option6:61,00:13

# 10.20.0.0/24
dhcp-range=set:net1,10.20.0.100,10.20.0.149,255.255.255.0,3600s
dhcp-range=set:net1,10.20.0.160,10.20.0.199,255.255.255.0,3600s
dhcp-option=tag:net1,option:router,10.20.0.1
dhcp-option=tag:net1,option:dns-server,10.20.0.2,10.20.0.3
dhcp-option=tag:net1,option:domain-name,lab.example
dhcp-boot=tag:net1,tag:ipxe,http://10.20.0.1:8080/bootstrap.ipxe,,10.20.0.1
dhcp-boot=tag:net1,tag:!ipxe,tag:bios,tag:!http,tag:!rpi,undionly.kpxe,,10.20.0.1
dhcp-boot=tag:net1,tag:!ipxe,tag:uefi-x64,tag:!http,snponly.efi,,10.20.0.1
dhcp-boot=tag:net1,tag:!ipxe,tag:http-x64,tag:http,http://10.20.0.1:8080/firmware/snponly.efi,,10.20.0.1
dhcp-option-force=tag:net1,tag:!ipxe,tag:http-x64,tag:http,option:vendor-class,HTTPClient
pxe-service=tag:net1,tag:!ipxe,tag:rpi,0,"Raspberry Pi Boot"

# 10.30.0.0/24, behind a relay
dhcp-range=set:net2,10.30.0.0,static,255.255.255.0,43200s
dhcp-option=tag:net2,option:router,10.30.0.1
dhcp-boot=tag:net2,tag:ipxe,http://10.20.0.1:8080/bootstrap.ipxe,,10.20.0.1
dhcp-boot=tag:net2,tag:!ipxe,tag:bios,tag:!http,tag:!rpi,undionly.kpxe,,10.20.0.1
dhcp-boot=tag:net2,tag:!ipxe,tag:uefi-x64,tag:!http,snponly.efi,,10.20.0.1
dhcp-boot=tag:net2,tag:!ipxe,tag:http-x64,tag:http,http://10.20.0.1:8080/firmware/snponly.efi,,10.20.0.1
dhcp-option-force=tag:net2,tag:!ipxe,tag:http-x64,tag:http,option:vendor-class,HTTPClient
pxe-service=tag:net2,tag:!ipxe,tag:rpi,0,"Raspberry Pi Boot"

# fd00:20::/64
dhcp-range=set:net3,fd00:20::100,fd00:20::1ff,64,43200s
enable-ra
dhcp-option=tag:net3,option6:dns-server,[fd00:20::2]
dhcp-option=tag:net3,option6:domain-search,lab.example
dhcp-option=tag:net3,tag:ipxe6,option6:bootfile-url,http://[fd00:20::1]:8080/bootstrap.ipxe
dhcp-option=tag:net3,tag:!ipxe6,tag:bios-6,tag:!http6,option6:bootfile-url,tftp://[fd00:20::1]/undionly.kpxe
dhcp-option=tag:net3,tag:!ipxe6,tag:uefi-x64-6,tag:!http6,option6:bootfile-url,tftp://[fd00:20::1]/snponly.efi
dhcp-option=tag:net3,tag:!ipxe6,tag:http-x64-6,tag:http6,option6:bootfile-url,http://[fd00:20::1]:8080/firmware/snponly.efi
dhcp-option=tag:net3,tag:!ipxe6,tag:http-x64-6,tag:http6,option6:16,00:00:01:57:00:0a:48:54:54:50:43:6c:69:65:6e:74
`);
});

test('in proxy mode dnsmasq gives boot files alone, at port 4011 too', () => {
  const plan = planOf('proxy', undefined);
  expect(renderDnsmasqConfig(plan, files))
    .toBe(`# Made by Netberth from its settings, anew at every start: change those.
port=0
user=netberth
bind-dynamic
except-interface=lo

# The boot loaders, with blocks as large as client and network allow.
enable-tftp
tftp-root=/srv/netberth/tftp
tftp-max=1000

log-dhcp
dhcp-pxe-vendor=PXEClient,HTTPClient

# Who asks: iPXE itself by option 175 or user class, UEFI HTTP boot by vendor class, firmware by option 93.
dhcp-match=set:ipxe,175
dhcp-userclass=set:ipxe,iPXE
dhcp-vendorclass=set:http,HTTPClient
dhcp-mac=set:rpi,b8:27:eb:*:*:*
dhcp-mac=set:rpi,dc:a6:32:*:*:*
dhcp-mac=set:rpi,e4:5f:01:*:*:*
dhcp-mac=set:rpi,28:cd:c1:*:*:*
dhcp-mac=set:rpi,d8:3a:dd:*:*:*
dhcp-mac=set:rpi,2c:cf:67:*:*:*
dhcp-match=set:bios,option:client-arch,0
dhcp-match=set:uefi-x64,option:client-arch,7
dhcp-match=set:uefi-x64,option:client-arch,9
dhcp-match=set:http-x64,option:client-arch,16

# 10.20.0.0/24
dhcp-range=set:net1,10.20.0.0,proxy,255.255.255.0
dhcp-boot=tag:net1,tag:ipxe,http://10.20.0.1:8080/bootstrap.ipxe,,10.20.0.1
pxe-service=tag:net1,tag:!ipxe,tag:bios,tag:!http,tag:!rpi,0,"Netberth",undionly.kpxe,10.20.0.1
pxe-service=tag:net1,tag:!ipxe,tag:uefi-x64,tag:!http,7,"Netberth",snponly.efi,10.20.0.1
pxe-service=tag:net1,tag:!ipxe,tag:uefi-x64,tag:!http,9,"Netberth",snponly.efi,10.20.0.1
dhcp-boot=tag:net1,tag:!ipxe,tag:http-x64,tag:http,http://10.20.0.1:8080/firmware/snponly.efi,,10.20.0.1
pxe-service=tag:net1,tag:!ipxe,tag:rpi,0,"Raspberry Pi Boot"
`);
});

test('in external mode dnsmasq serves TFTP and answers nobody', () => {
  const plan = planOf('external', undefined, { flags: { 'dhcp-interfaces': 'eth0' } });
  expect(renderDnsmasqConfig(plan, files))
    .toBe(`# Made by Netberth from its settings, anew at every start: change those.
port=0
user=netberth
bind-dynamic
interface=eth0

# The boot loaders, with blocks as large as client and network allow.
enable-tftp
tftp-root=/srv/netberth/tftp
tftp-max=1000
`);
});

test('a kind of machine without firmware is offered nothing, so that it goes on to its disk', () => {
  const text = renderDnsmasqConfig(planOf('full', '10.20.0.0/24', { firmware: [] }), files);
  expect(text.split('\n').filter((line) => line.startsWith('dhcp-boot'))).toEqual([
    'dhcp-boot=tag:net1,tag:ipxe,http://10.20.0.1:8080/bootstrap.ipxe,,10.20.0.1',
  ]);
});
