import type { MediumOrder } from '../script/medium-order.ts';
import { mediumScript } from '../script/medium-script.ts';
import type { LoaderFile } from '../template/firmware-set.ts';
import { dnsmasqSnippet } from './dnsmasq-snippet.ts';
import { grubEntry } from './grub-entry.ts';
import { kexecKernel } from './kexec-kernel.ts';
import { kexecKernelName, kexecScript } from './kexec-script.ts';
import { networkStart } from './network-start.ts';

export type LooseFile = { readonly name: string; readonly content: Uint8Array };

/**
 * A medium without an image: iPXE, the script that it finds beside itself, and what starts it from where a machine
 * has something running already (GRUB, a PXE ROM, Linux).
 * @param order with the format `files`
 */
export function looseFiles(
  order: MediumOrder,
  loaders: ReadonlyMap<LoaderFile, Uint8Array>,
): readonly LooseFile[] {
  const has = (file: LoaderFile) => loaders.has(file);
  const hasNetworkLoader = has('undionly.kpxe') || has('ipxe.efi') || has('ipxe-arm64.efi');
  return [
    text('autoexec.ipxe', mediumScript(order)),
    ...[...loaders].map(([name, content]) => ({ name, content })),
    ...(has('ipxe.lkrn') || has('ipxe.efi') ? [text('grub.cfg', grubEntry())] : []),
    ...kexecFiles(loaders.get('ipxe.lkrn')),
    ...(hasNetworkLoader
      ? [text('dnsmasq.conf', dnsmasqSnippet(order, loaders)), text('start.ipxe', networkStart())]
      : []),
  ];
}

function kexecFiles(kernel: Uint8Array | undefined): LooseFile[] {
  const content = kernel === undefined ? null : kexecKernel(kernel);
  return content === null ? [] : [{ name: kexecKernelName, content }, text('kexec.sh', kexecScript())];
}

/** Every value of an order is ASCII by its parser, and so is what stands around it. */
function text(name: string, lines: string): LooseFile {
  return { name, content: Uint8Array.from(lines, (character) => character.charCodeAt(0)) };
}
