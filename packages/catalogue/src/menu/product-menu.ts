import { blank, comment, ipxe, label, script, word, words, wordsWithSettings } from '@netberth/ipxe';
import type { Script, Statement } from '@netberth/ipxe';
import { isOnlyFor32Bit } from '../choice.ts';
import type { Product } from '../product.ts';
import { bootBlocks } from './boot-blocks.ts';
import { choiceLinkStatements } from './choice-link.ts';
import { lackSettingsOf } from './lack-settings.ts';
import type { ChoiceLinks } from './menu-links.ts';
import { mirrorStatements } from './mirror-statements.ts';
import { lookUpStatements, networkStatements } from './network-statements.ts';
import {
  axisSetting,
  inputSetting,
  isAsked,
  isTyped,
  lastAlwaysAsked,
  questionsOf,
  typedSetting,
} from './question.ts';
import { questionStatements, type LacksOf } from './question-statements.ts';
import { hasMirrorMenu, lookedUpHost, type StaticBoot } from './static-boots.ts';

/** The script of one product: its questions, then one block of commands for each thing that they lead to. */
export function productMenu(product: Product, boots: readonly StaticBoot[]): Script {
  const back = lastAlwaysAsked(questionsOf(product));
  return script(
    questionsBlock(product, lacksAmong(boots)),
    networkStatements(product.net, 'network-set'),
    lookUpStatements(lookedUpHost(product, product.mirrors[0]?.url ?? null)),
    ipxe`goto ${wordsWithSettings(bootLabel(product), labelSettings(product))} || goto nothing`,
    mirrorBlock(product),
    bootBlocks(product, boots, back),
    ending(product, back),
  );
}

/** The script of one product for a server: its questions, then the server is asked for the script of what was chosen. */
export function askingMenu(product: Product, links: ChoiceLinks): Script {
  const back = lastAlwaysAsked(questionsOf(product));
  return script(
    questionsBlock(product, () => []),
    choiceLinkStatements(product, links, back),
    mirrorBlock(product),
    blank(),
    label('back'),
    ipxe`exit 0`,
  );
}

/** What one answer lacks and another does not: what all lack stands behind the product already. */
function lacksAmong(boots: readonly StaticBoot[]): LacksOf {
  const specsOf = (some: readonly StaticBoot[]) =>
    some.flatMap(({ resolution }) => (resolution.ok ? [resolution.spec] : []));
  const all = lackSettingsOf(specsOf(boots));
  return (axis, answer) =>
    lackSettingsOf(specsOf(boots.filter(({ answers }) => answers[axis.id] === answer))).filter(
      (name) => !all.includes(name),
    );
}

function questionsBlock(product: Product, lacksOf: LacksOf): readonly Statement[] {
  const questions = questionsOf(product);
  const [first] = questions;
  return [
    comment(`${product.name}: ${product.homepage}`),
    ...setUp(product),
    ...questions.flatMap((question) =>
      questionStatements(product, question, question === first && hasMirrorItem(product), lacksOf),
    ),
    blank(),
  ];
}

/** The mirrors stand below the items of the first question. */
function hasMirrorItem(product: Product): boolean {
  return hasMirrorMenu(product) && questionsOf(product)[0]?.kind === 'axis';
}

function mirrorBlock(product: Product): readonly Statement[] {
  const [first] = questionsOf(product);
  return first !== undefined && hasMirrorItem(product) ? mirrorStatements(product, first.label) : [];
}

/** Forgets the answers of earlier visits: settings last until the machine restarts. */
function setUp(product: Product): readonly Statement[] {
  const own = [
    ...product.axes.flatMap(({ id }) => [axisSetting(id), typedSetting(id)]),
    ...product.inputs.filter(isTyped).map(({ id }) => inputSetting(id)),
  ];
  const [mirror] = product.mirrors;
  return [
    ipxe`set nb-as \${nb-arch}`,
    ...(isOnlyFor32Bit(product)
      ? [ipxe`iseq \${nb-firmware}/\${nb-arch} bios/x86_64 && set nb-as i386 ||`]
      : []),
    ...own.map((name) => ipxe`clear ${word(name)} ||`),
    ...product.axes
      .filter((axis) => !isAsked(axis))
      .flatMap(({ id, items: [item] }) =>
        item === undefined ? [] : [ipxe`set ${word(axisSetting(id))} ${word(item.id)}`],
      ),
    ...(hasMirrorMenu(product) && mirror !== undefined ? [ipxe`set nb-mirror ${word(mirror.url)}`] : []),
  ];
}

function labelSettings(product: Product): readonly string[] {
  return ['nb-firmware', 'nb-as', ...product.axes.map(({ id }) => axisSetting(id))];
}

function bootLabel(product: Product): string {
  return ['boot', ...labelSettings(product).map((name) => `\${${name}}`)].join('-');
}

function ending(product: Product, back: string): readonly Statement[] {
  return [
    blank(),
    label('failed'),
    ipxe`imgfree ||`,
    ipxe`echo ${words(product.name)} could not be fetched or started; see the messages above.`,
    ipxe`prompt Press a key to go back ||`,
    ipxe`goto ${word(back)}`,
    blank(),
    label('nothing'),
    ipxe`echo ${words(product.name)} has nothing for these answers on this machine.`,
    ipxe`prompt Press a key to go back ||`,
    blank(),
    label('back'),
    ipxe`exit 0`,
  ];
}
