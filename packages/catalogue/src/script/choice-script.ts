import { blank, ipxe, label, script, words, type Script, type Statement } from '@netberth/ipxe';
import { attendedBlock } from '../menu/boot-blocks.ts';
import { findPlatform } from '../menu/find-platform.ts';
import { bootSettings } from '../menu/menu-settings.ts';
import { lookUpStatements, networkStatements } from '../menu/network-statements.ts';
import { lookedUpHost } from '../menu/static-boots.ts';
import { platformName } from '../platform.ts';
import { isOnlyFor32Bit } from '../choice.ts';
import { bootStatements } from './boot-statements.ts';
import type { ChoiceBoot, ResolvedChoice } from './resolve-choice.ts';

/** What a script says before, and where it goes when nothing was booted. Neither may use the labels of this one. */
export type ChoiceEnds = {
  readonly before: readonly Statement[];
  /** A file could not be fetched, or nothing is there for this machine. */
  readonly failed: readonly Statement[];
  /** A person said no; null: nobody is asked, the boot was granted. */
  readonly back: readonly Statement[] | null;
};

/**
 * The script of one choice. Where its machine's platform is not known it finds out by itself, and where the network is
 * not known the machine hands on what iPXE has.
 */
export function choiceScript(resolved: ResolvedChoice, { before, failed, back }: ChoiceEnds): Script {
  const { boots } = resolved;
  return script(
    before,
    boots.length === 1 && resolved.isForOnePlatform ? [] : branches(resolved),
    boots.map((boot) => [blank(), label(labelOf(boot)), blockOf(resolved, boot, back !== null)]).flat(2),
    blank(),
    label('failed'),
    failed,
    back === null ? [] : [blank(), label('back'), ...back],
  );
}

function labelOf({ platform }: ChoiceBoot): string {
  return `boot-${platformName(platform)}`;
}

function branches(resolved: ResolvedChoice): readonly Statement[] {
  const { product } = resolved;
  return [
    ...findPlatform('platform-known'),
    ipxe`set nb-as \${nb-arch}`,
    ...(isOnlyFor32Bit(product)
      ? [ipxe`iseq \${nb-firmware}/\${nb-arch} bios/x86_64 && set nb-as i386 ||`]
      : []),
    ipxe`goto boot-\${nb-firmware}-\${nb-as} ||`,
    ipxe`echo ${words(resolved.title)} is not there for this machine: \${nb-firmware}, \${nb-as}`,
    ipxe`goto failed`,
  ];
}

function blockOf(
  { product, mirror, network, hostname, isForOnePlatform }: ResolvedChoice,
  { spec, platform }: ChoiceBoot,
  isAttended: boolean,
): readonly Statement[] {
  const name = isForOnePlatform ? 'network-set' : `network-${platformName(platform)}`;
  const settings = [...bootSettings, 'netX/mac', 'netX/mac:hexhyp'];
  return [
    ...(network === null ? networkStatements(spec.netStyle, name, hostname) : []),
    ...lookUpStatements(lookedUpHost(product, mirror)),
    ...(isAttended
      ? attendedBlock(spec, 'back', settings)
      : bootStatements(spec.boot, { failed: 'failed', settings })),
  ];
}
