import type { MediumOrder } from '../script/medium-order.ts';
import type { LoaderFile } from './firmware-set.ts';

/** What one iPXE of the set can do, as the firmware folder's manifest says it; null: it could not be read. */
export type LoaderAbilities = {
  readonly file: LoaderFile;
  readonly platform: 'pcbios' | 'efi';
  readonly can: { readonly commands: readonly string[]; readonly features: readonly string[] } | null;
};

/** What these iPXE cannot do that this medium needs, each a sentence; an iPXE of which nothing is known is trusted. */
export function firmwareLacks(order: MediumOrder, loaders: readonly LoaderAbilities[]): readonly string[] {
  return loaders.flatMap(({ file, platform, can }) => {
    if (can === null) return [];
    const needs = [
      {
        isMet: platform === 'pcbios' || can.features.includes('autoexec'),
        what: 'finds no script beside itself',
      },
      { isMet: can.commands.includes('iflinkwait'), what: 'cannot wait for a link' },
      { isMet: order.network.vlan === null || can.features.includes('vlan'), what: 'has no VLAN' },
      { isMet: order.network.ipv6 === null || can.features.includes('ipv6'), what: 'has no IPv6' },
      { isMet: order.target.scheme === 'http' || can.features.includes('https'), what: 'has no HTTPS' },
    ];
    return needs
      .filter(({ isMet }) => !isMet)
      .map(({ what }) => `${file} ${what}: install another with \`netberth firmware install\``);
  });
}
