import {
  blank,
  ipxe,
  label,
  redactScript,
  renderScript,
  script,
  words,
  wordsWithSettings,
} from '@netberth/ipxe';
import type { Statement } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import type { Product } from '../product.ts';
import { bootStatements } from '../script/boot-statements.ts';
import { confirmStatements } from './confirm-statements.ts';
import { countedBoot } from './counted-boot.ts';
import { lackSettingsOfBoot } from './lack-settings.ts';
import { bootSettings } from './menu-settings.ts';
import { networkStatements } from './network-statements.ts';
import { inputSetting, typedSetting } from './question.ts';
import type { StaticBoot } from './static-boots.ts';

/** A block of commands for each boot, under its label; boots that are alike share one. `back`: the label for "no". */
export function bootBlocks(
  product: Product,
  boots: readonly StaticBoot[],
  back: string,
): readonly Statement[] {
  const settings = [
    ...bootSettings,
    ...product.axes.map(({ id }) => typedSetting(id)),
    ...product.inputs.map(({ id }) => inputSetting(id)),
  ];
  const counted = [countedBoot(product)];
  const blocks = new Map<string, { readonly labels: string[]; readonly statements: readonly Statement[] }>();
  for (const { label: name, resolution } of boots) {
    if (!resolution.ok) continue;
    const statements = [
      ...ownNetwork(product, resolution.spec, name),
      ...attendedBlock(resolution.spec, back, settings, lackSettingsOfBoot(resolution.spec), counted),
    ];
    const text = redactScript(renderScript(script(statements)));
    const block = blocks.get(text) ?? { labels: [], statements };
    block.labels.push(name);
    blocks.set(text, block);
  }
  return [...blocks.values()].flatMap(({ labels, statements }) => [
    blank(),
    ...labels.map(label),
    ...statements,
  ]);
}

/** For a boot variant that is told its network in another way than the product. */
function ownNetwork(product: Product, { netStyle }: BootSpec, name: string): readonly Statement[] {
  return netStyle === product.net ? [] : networkStatements(netStyle, `network-${name}`);
}

/**
 * Asks first where something may be lost. `lacks`: settings that say why the machine cannot start it; `last`: what is done
 * right before it is fetched.
 */
export function attendedBlock(
  spec: BootSpec,
  back: string,
  settings: readonly string[],
  lacks: readonly string[] = [],
  last: readonly Statement[] = [],
): readonly Statement[] {
  const title = spec.title.replaceAll(/\$\{[^}]*\}/g, 'as typed');
  return [
    ...(spec.confirm === null ? [] : confirmStatements(title, spec.confirm, back)),
    ipxe`echo ${words(title)}`,
    ...spec.notes.map((note) => ipxe`echo ${words(note)}`),
    ...lackStatements(lacks),
    ...last,
    ...bootStatements(spec.boot, { failed: 'failed', settings }),
  ];
}

/** A person may know better, so what lacks is said and it is tried. */
function lackStatements(lacks: readonly string[]): readonly Statement[] {
  if (lacks.length === 0) return [];
  const said = wordsWithSettings(lacks.map((name) => `\${${name}}`).join(''), lacks);
  return [ipxe`isset ${said} && echo This machine cannot start it: ${said} ||`];
}
