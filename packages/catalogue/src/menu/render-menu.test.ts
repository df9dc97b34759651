import { expect, it } from 'vitest';
import { parseCatalogue } from '../parse/parse-catalogue.ts';
import { menuFiles, menuText } from './render-menu.ts';

const { catalogue, problems } = parseCatalogue([
  { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n- { id: empty, name: Empty }\n' },
  { path: 'loaders.yaml', text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\n' },
  {
    path: 'products/example.yaml',
    text: `name: Example
homepage: https://os.example
section: linux
net: casper
arch: { x86_64: amd64, arm64: arm64 }
requires: { ramMiB: 1024 }
axes:
  release:
    title: Release
    items:
      - { id: '2.0', label: Two, endOfLife: 2030-06-30 }
      - { id: '1.0', when: { arch: x86_64, firmware: bios }, confirm: Erases everything. }
    allowOther: Another release
inputs:
  kickstart: { title: Kickstart, kind: url, automation: kickstart, args: ['ks={kickstart}'] }
  disk: { title: Disk, kind: device, default: /dev/sda, when: { release: '1.0' }, args: ['disk={disk}'] }
boot:
  - { method: linux, kernel: 'http://a.example/{release}/{arch}' }
`,
  },
  {
    path: 'products/old.yaml',
    text: 'name: Old\nhomepage: https://old.example\nsection: linux\nnet: none\nfirmware: [bios]\narch: { i386: i386 }\nboot: [{ method: memdisk, image: http://a.example/a.img, disk: floppy }]\n',
  },
  {
    path: 'products/prepared.yaml',
    text: `name: Prepared
homepage: https://prepared.example
section: linux
net: none
arch: { x86_64: amd64 }
axes:
  mode: { items: [asking, { id: unattended, values: { image: '{answers}' } }, other] }
values: { image: 'http://a.example/image' }
inputs:
  answers:
    { title: Answers, kind: url, automation: preseed, required: true, example: 'http://b.example', when: { mode: unattended } }
boot: [{ method: linux, kernel: '{image}' }]
`,
  },
]);
const texts = new Map(menuFiles(catalogue, { timeoutMs: 60_000 }).map((file) => [file.path, menuText(file)]));

it('has a script for each section that has products, and for each product', () => {
  expect(problems).toEqual([]);
  expect([...texts.keys()]).toEqual([
    'menu.ipxe',
    'look.ipxe',
    'booted',
    'options.ipxe',
    'utilities.ipxe',
    'help.ipxe',
    'sections/linux.ipxe',
    'find/names.ipxe',
    'find/letters.ipxe',
    'products/example.ipxe',
    'about/example.ipxe',
    'products/old.ipxe',
    'about/old.ipxe',
    'products/prepared.ipxe',
    'about/prepared.ipxe',
  ]);
});

it('begins with the local disk, which is what no answer means', () => {
  expect(texts.get('menu.ipxe')).toBe(`#!ipxe
# Netberth: what does this machine boot?
isset \${nb-arch} && goto menu-ready ||
set nb-firmware bios
iseq \${platform} efi && set nb-firmware efi ||
set nb-arch \${buildarch}
iseq \${nb-firmware} efi && goto menu-ready ||
cpuid --ext 29 && set nb-arch x86_64 || set nb-arch i386
set nb-wide \${nb-arch}
:menu-ready
chain --autofree look.ipxe ||
set nb-timeout 60000

:menu
menu Netberth [\${nb-firmware}, \${nb-arch}]
item local Boot the local disk
item --gap
item section-linux Linux ...
item --key / names All by name, search ... (/)
item --gap
item options Kernel arguments, serial console, architecture ...
item utilities Utilities ...
item help Help
choose --default local --timeout \${nb-timeout} nb-chosen || goto local
set nb-timeout 0
goto \${nb-chosen} || goto menu

:section-linux
chain --autofree sections/linux.ipxe || goto broken
goto menu

:names
chain --autofree find/names.ipxe || goto broken
goto menu

:options
chain --autofree options.ipxe || goto broken
goto menu

:utilities
chain --autofree utilities.ipxe || goto broken
goto menu

:help
chain --autofree help.ipxe || goto broken
goto menu

:broken
prompt This part of the menu could not be fetched; press a key ||
goto menu

:local
iseq \${nb-firmware} efi && exit 1 ||
isset \${netberth_drive} || set netberth_drive 0x80
sanboot --no-describe --drive \${netberth_drive} || exit 1
`);
});

it('leaves out of a section what the machine cannot start, and marks what needs DHCP', () => {
  expect(texts.get('sections/linux.ipxe')?.match(/^iseq.*item.*$/gm)).toEqual([
    'iseq ${nb-firmware}-${nb-arch} bios-x86_64 && item example Example [1 GiB RAM] ${nb-less-1024}${nb-unsigned} ||',
    'iseq ${nb-firmware}-${nb-arch} efi-x86_64 && item example Example [1 GiB RAM] ${nb-less-1024}${nb-unsigned} ||',
    'iseq ${nb-firmware}-${nb-arch} efi-arm64 && item example Example [1 GiB RAM] ${nb-less-1024}${nb-unsigned} ||',
    'iseq ${nb-firmware}-${nb-arch} bios-x86_64 && item old Old [needs DHCP] ||',
    'iseq ${nb-firmware}-${nb-arch} bios-i386 && item old Old [needs DHCP] ||',
    'iseq ${nb-firmware}-${nb-arch} bios-x86_64 && item prepared Prepared [needs DHCP] ${nb-unsigned} ||',
    'iseq ${nb-firmware}-${nb-arch} efi-x86_64 && item prepared Prepared [needs DHCP] ${nb-unsigned} ||',
  ]);
});

it('asks what a product asks, never for an answer file, and boots one block for each answer', () => {
  expect(texts.get('products/example.ipxe')).toBe(`#!ipxe
# Example: https://os.example
set nb-as \${nb-arch}
clear nb-a-release ||
clear nb-o-release ||
clear nb-i-disk ||

:axis-release
menu Example: Release [\${nb-firmware}, \${nb-as}]
item 2.0 Two [until 2030-06]
iseq \${nb-as}/\${nb-firmware} x86_64/bios && item 1.0 1.0 ||
item nb-other Another release ...
item --gap
item nb-back Back
choose --default \${nb-a-release} nb-a-release || goto back
iseq \${nb-a-release} nb-back && goto back ||
iseq \${nb-a-release} nb-other || goto axis-release-done
echo Another release:
read nb-o-release || goto axis-release
isset \${nb-o-release} || goto axis-release
:axis-release-done

:input-disk
iseq \${nb-a-release} 1.0 || goto input-disk-done
isset \${nb-i-disk} || set nb-i-disk /dev/sda
echo Example: Disk
echo -n disk:
read nb-i-disk || goto axis-release
isset \${nb-i-disk} || goto axis-release
:input-disk-done

set nb-net ip=dhcp BOOTIF=01-\${netX/mac:hexhyp}
isset \${netX/dhcp-server} && goto network-set ||
set nb-net ip=\${ip}::\${gateway}:\${netmask}:::none:\${dns} BOOTIF=01-\${netX/mac:hexhyp}
:network-set
goto boot-\${nb-firmware}-\${nb-as}-\${nb-a-release} || goto nothing

:boot-bios-x86_64-2.0
:boot-efi-x86_64-2.0
echo Example: Two
isset \${nb-less-1024}\${nb-unsigned} && echo This machine cannot start it: \${nb-less-1024}\${nb-unsigned} ||
imgfetch --name nb-counted ../booted?product=example&version=\${nb-a-release}&arch=\${nb-as}&firmware=\${nb-firmware} ||
imgfree
kernel http://a.example/2.0/amd64 \${nb-net} \${nb-console} \${nb-extra} || goto failed
boot || goto failed

:boot-bios-x86_64-1.0
cpair --foreground 7 --background 1 1 ||
cpair --foreground 7 --background 1 3 ||
menu Example: 1.0
item --gap Erases everything.
item --gap
item no No, go back
item yes Yes, start it
choose --default no nb-sure || set nb-sure no
cpair --foreground 7 --background 4 1 ||
cpair --foreground 6 --background 4 3 ||
iseq \${nb-sure} yes || goto axis-release
echo Example: 1.0
isset \${nb-less-1024}\${nb-unsigned} && echo This machine cannot start it: \${nb-less-1024}\${nb-unsigned} ||
imgfetch --name nb-counted ../booted?product=example&version=\${nb-a-release}&arch=\${nb-as}&firmware=\${nb-firmware} ||
imgfree
kernel http://a.example/1.0/amd64 disk=\${nb-i-disk} \${nb-net} \${nb-console} \${nb-extra} || goto failed
boot || goto failed

:boot-bios-x86_64-nb-other
:boot-efi-x86_64-nb-other
echo Example: as typed
isset \${nb-less-1024}\${nb-unsigned} && echo This machine cannot start it: \${nb-less-1024}\${nb-unsigned} ||
imgfetch --name nb-counted ../booted?product=example&version=\${nb-a-release}&arch=\${nb-as}&firmware=\${nb-firmware} ||
imgfree
kernel http://a.example/\${nb-o-release}/amd64 \${nb-net} \${nb-console} \${nb-extra} || goto failed
boot || goto failed

:boot-efi-arm64-2.0
echo Example: Two
isset \${nb-less-1024}\${nb-unsigned} && echo This machine cannot start it: \${nb-less-1024}\${nb-unsigned} ||
imgfetch --name nb-counted ../booted?product=example&version=\${nb-a-release}&arch=\${nb-as}&firmware=\${nb-firmware} ||
imgfree
kernel http://a.example/2.0/arm64 \${nb-net} \${nb-console} \${nb-extra} || goto failed
boot || goto failed

:boot-efi-arm64-nb-other
echo Example: as typed
isset \${nb-less-1024}\${nb-unsigned} && echo This machine cannot start it: \${nb-less-1024}\${nb-unsigned} ||
imgfetch --name nb-counted ../booted?product=example&version=\${nb-a-release}&arch=\${nb-as}&firmware=\${nb-firmware} ||
imgfree
kernel http://a.example/\${nb-o-release}/arm64 \${nb-net} \${nb-console} \${nb-extra} || goto failed
boot || goto failed

:failed
imgfree ||
echo Example could not be fetched or started; see the messages above.
prompt Press a key to go back ||
goto axis-release

:nothing
echo Example has nothing for these answers on this machine.
prompt Press a key to go back ||

:back
exit 0
`);
});

it('does not offer what only an answer file can start', () => {
  expect(texts.get('products/prepared.ipxe')?.match(/^item (?!nb-|--).*$/gm)).toEqual([
    'item asking asking',
    'item other other',
  ]);
});
