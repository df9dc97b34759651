import { describe, expect, it } from 'vitest';
import { parseCatalogue } from '../../parse/parse-catalogue.ts';
import { checkCatalogue } from '../check-catalogue.ts';
import { serveMenu, type ServedMenu } from './served-menu.ts';
import { walkFrame } from './walk-frame.ts';
import { walkMarks } from './walk-marks.ts';
import { walkProduct } from './walk-product.ts';

const family = `net: dracut
mirrors: [http://a.example, http://b.example]
axes:
  release: { title: Release, items: ['2', '1', { id: '0', when: { arch: arm64 } }], allowOther: Another release }
inputs:
  disk: { title: Disk, kind: device, default: /dev/sda, when: { release: ['2', '1'] }, args: ['disk={disk}'] }
  user: { title: User, kind: text, required: true, example: joe, args: ['user={user}'] }
boot:
  - method: linux
    kernel: '{mirror}/{release}/{arch}/vmlinuz'
    initrd: ['{mirror}/{release}/initrd', { url: 'http://a.example/own', path: /etc/own, mode: '755' }]
    args: [quiet, 'root={mirror}/{release}']
`;

function catalogueOf(familyText: string, productText = '') {
  const { catalogue, problems } = parseCatalogue([
    { path: 'sections.yaml', text: '- { id: linux, name: Linux }\n- { id: other, name: Other }\n' },
    { path: 'loaders.yaml', text: 'memdisk: http://l.example/memdisk\nwimboot: http://l.example/wimboot\n' },
    { path: 'families/family.yaml', text: familyText },
    {
      path: 'products/nix.yaml',
      text: `name: Nix\nhomepage: https://nix.example\nsection: linux\nextends: family\narch: { x86_64: amd64, arm64: arm64 }\n${productText}`,
    },
    {
      path: 'products/floppy.yaml',
      text: 'name: Floppy\nhomepage: https://f.example\nsection: other\nnet: none\nfirmware: [bios]\narch: { i386: i386 }\nboot: [{ method: memdisk, image: http://a.example/a.img, disk: floppy }]\n',
    },
  ]);
  expect(problems).toEqual([]);
  return catalogue;
}

const messagesOf = (problems: readonly { readonly message: string }[]) =>
  problems.map(({ message }) => message);

/** A menu in which one script reads otherwise than it was rendered. */
function tampered(menu: ServedMenu, path: string, from: string, to: string): ServedMenu {
  const answer: ServedMenu['answer'] = (url) => {
    const given = menu.answer(url);
    if (!url.endsWith(path) || given.kind !== 'file') return given;
    const text = String.fromCharCode(...(given.bytes as Uint8Array));
    expect(text).toContain(from);
    return { kind: 'file', bytes: text.replaceAll(from, to) };
  };
  return { ...menu, answer };
}

const catalogue = catalogueOf(family);
const menu = serveMenu(catalogue);
const nix = catalogue.products.find(({ id }) => id === 'nix');
if (nix === undefined) throw new Error('the fixture has lost its product');

describe('a walk through the static menu', () => {
  it('comes to every choice on every machine, with typed texts, a static address and another mirror', () => {
    expect(checkCatalogue(catalogue)).toEqual({
      problems: [],
      specs: 8,
      scripts: 22,
      // three machines: 2, 1, typed (arm64: 0 too), static, mirror; the floppy on two, by DHCP and static
      ways: 20,
    });
  });

  it('names the choices of a family whose item takes the person elsewhere', () => {
    const broken = catalogueOf(family.replace("'1', {", "'nb-back', {"));
    expect(messagesOf(checkCatalogue(broken).problems)).toContain(
      'in the static menu, release=nb-back on efi-arm64: the menu "Linux [efi, arm64]" asks once more: it has nix, nb-about, nb-back',
    );
  });

  it('says which file, argument or initrd is another one than the choice resolves to', () => {
    const faultIn = (from: string, to: string) =>
      messagesOf(walkProduct(tampered(menu, 'products/nix.ipxe', from, to), nix).problems)[0];
    expect(faultIn('/amd64/vmlinuz', '/vmlinuz')).toBe(
      'in the static menu, release=2 on bios-x86_64: the kernel: "http://a.example/2/vmlinuz", wanted "http://a.example/2/amd64/vmlinuz"',
    );
    expect(faultIn('quiet', 'loud')).toBe(
      'in the static menu, release=2 on bios-x86_64: its arguments: "loud root=http://a.example/2 disk=/dev/sda user=joe ip=dhcp rd.neednet=1 BOOTIF=01-52-54-00-12-34-56", wanted "quiet root=http://a.example/2 disk=/dev/sda user=joe ip=dhcp rd.neednet=1 BOOTIF=01-52-54-00-12-34-56"',
    );
    expect(faultIn('mode=755', '')).toBe(
      'in the static menu, release=2 on bios-x86_64: its files: "http://a.example/2/initrd, http://a.example/own /etc/own", wanted "http://a.example/2/initrd, http://a.example/own /etc/own mode=755"',
    );
    expect(faultIn('initrd=initrd.magic', 'initrd=gone')).toBe(
      'in the static menu, release=2 on bios-x86_64: no file is named "gone", which its arguments ask for',
    );
  });

  it('says where a person is stuck', () => {
    const stuck = tampered(menu, 'products/nix.ipxe', 'item 1 1', 'item one 1');
    expect(messagesOf(walkProduct(stuck, nix).problems).slice(0, 2)).toEqual([
      'in the static menu, release=1 on bios-x86_64: the menu "Nix: Release [bios, x86_64]" does not offer "1": it has 2, one, nb-other, nb-mirrors, nb-back',
      'in the static menu, release=1 on efi-x86_64: the menu "Nix: Release [efi, x86_64]" does not offer "1": it has 2, one, nb-other, nb-mirrors, nb-back',
    ]);
    const closed = tampered(menu, 'products/nix.ipxe', 'boot || goto failed', 'goto failed');
    expect(messagesOf(walkProduct(closed, nix).problems)[0]).toBe(
      'in the static menu, release=2 on bios-x86_64: it stops at "Press a key to go back"',
    );
  });

  it('names what is offered beyond the choices', () => {
    const more = tampered(menu, 'products/nix.ipxe', 'item 1 1', 'item 1 1\nitem 7 Seven');
    expect(messagesOf(walkProduct(more, nix).problems)).toEqual([
      'in the static menu, bios-x86_64: "7" is offered, and nothing resolves it',
      'in the static menu, efi-x86_64: "7" is offered, and nothing resolves it',
      'in the static menu, efi-arm64: "7" is offered, and nothing resolves it',
    ]);
  });
});

describe('a walk past the marks of what a machine cannot start', () => {
  const needy = catalogueOf(family, 'requires: { ramMiB: 4096 }\n');

  it('finds each where it belongs, on every firmware, with every build of iPXE', () => {
    expect(walkMarks(serveMenu(needy))).toEqual([]);
  });

  it('names the machine on which one is missing, and on which one is too many', () => {
    const without = tampered(serveMenu(needy), 'look.ipxe', 'set nb-less-4096', 'set nb-less-1');
    expect(messagesOf(walkMarks(without))[0]).toBe(
      'in the static menu on bios-x86_64 (debian-bookworm, 512 MiB of RAM): it is marked with nothing; wanted "needs more RAM than there is"',
    );
    const everywhere = tampered(serveMenu(needy), 'look.ipxe', 'iseq ${efi/SecureBoot:hexraw} 01', 'isset x');
    expect(messagesOf(walkMarks(everywhere))).toContain(
      'in the static menu on efi-arm64 (debian-bookworm, 512 MiB of RAM): it is marked "needs more RAM than there is", "not with Secure Boot"; wanted "needs more RAM than there is"',
    );
  });
});

describe('a walk around the products', () => {
  it('finds the disk of a machine at which nobody presses a key', () => {
    expect(walkFrame(menu)).toEqual([]);
    const without = tampered(
      menu,
      'menu.ipxe',
      'sanboot --no-describe --drive ${netberth_drive} || exit 1',
      'shell',
    );
    expect(messagesOf(walkFrame(without))).toEqual([
      'in the static menu on bios-x86_64: without a key it ends in "shell", wanted its own disk',
      'in the static menu on bios-i386: without a key it ends in "shell", wanted its own disk',
    ]);
  });

  it('names a section that offers what is not there for the machine', () => {
    const wrong = tampered(menu, 'sections/other.ipxe', 'bios-i386 && item', 'efi-arm64 && item');
    expect(messagesOf(walkFrame(wrong))).toEqual([
      'in the static menu on bios-i386: Other offers nothing; wanted floppy',
      'in the static menu on efi-arm64: Other offers floppy; wanted nothing',
    ]);
  });

  it('names what the list by names and the search leave out or have too much', () => {
    const list = tampered(menu, 'find/names.ipxe', 'efi-arm64 && item nix', 'none && item nix');
    expect(messagesOf(walkFrame(list))).toEqual([
      'in the static menu on efi-arm64: the list by names offers ; wanted nix',
    ]);
    const search = tampered(menu, 'find/letters.ipxe', 'set nb-found-floppy', 'set nb-found-nix');
    expect(messagesOf(walkFrame(search))[0]).toBe(
      'in the static menu on bios-x86_64: the search for "flo" offers nix; wanted floppy',
    );
  });
});
