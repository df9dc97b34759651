import { comment, ipxe, script, words, type Script } from '@netberth/ipxe';
import { isForPlatform } from '../choice.ts';
import { platforms, type Architecture, type Firmware } from '../platform.ts';
import type { Product } from '../product.ts';
import { ramText } from './item-statements.ts';
import { staticObstacle } from './network-statements.ts';

/** One screen about a product, for somebody who thinks about starting it. */
export function aboutPage(product: Product): Script {
  const { name, homepage } = product;
  return script(
    comment(`About ${name}`),
    linesAbout(product).map((line) => ipxe`echo ${words(line)}`),
    ipxe`echo ${words(homepage)}`,
    ipxe`prompt Press a key to go back ||`,
    ipxe`exit 0`,
  );
}

function linesAbout(product: Product): readonly string[] {
  const { name, about, tier, ramMiB, net, confirm, notes, axes, inputs } = product;
  return [
    name,
    ...(about === null ? [] : [about]),
    ...(tier === 'experimental' ? ['Experimental: it may not work.'] : []),
    `Runs on: ${machinesOf(product)}.`,
    ...(ramMiB === null ? [] : [`Needs ${ramText(ramMiB)} of RAM.`]),
    ...(net === 'unused' || staticObstacle(net) === null
      ? []
      : ['Needs DHCP: it cannot be told an address.']),
    ...(confirm === null ? [] : [`Asks before it starts: ${confirm}`]),
    ...(notes === null ? [] : [notes]),
    ...axes
      .filter(({ items }) => items.length > 1)
      .map(({ title, items }) => `${title}: ${listed(items.map(({ id, label }) => label ?? id))}`),
    ...inputs
      .filter(({ automation }) => automation !== undefined)
      .map(({ title }) => `A server can give it, unattended: ${title}`),
  ];
}

const mostListed = 8;

function listed(names: readonly string[]): string {
  const more = names.length > mostListed ? `, and ${names.length - mostListed} more` : '';
  return `${names.slice(0, mostListed).join(', ')}${more}`;
}

const firmwareNames: Readonly<Record<Firmware, string>> = { bios: 'BIOS', efi: 'UEFI' };
const architectureNames: Readonly<Record<Architecture, string>> = {
  x86_64: '64-bit PCs',
  i386: '32-bit PCs',
  arm64: 'arm64',
};

/** `64-bit PCs (BIOS, UEFI), arm64 (UEFI)` */
function machinesOf(product: Product): string {
  const own = platforms.filter((platform) => isForPlatform(product, platform));
  return [...new Set(own.map(({ arch }) => arch))]
    .map((arch) => {
      const firmware = own.filter((each) => each.arch === arch).map((each) => firmwareNames[each.firmware]);
      return `${architectureNames[arch]} (${firmware.join(', ')})`;
    })
    .join(', ');
}
