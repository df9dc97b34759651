import {
  blank,
  comment,
  ipxe,
  label,
  redactScript,
  renderScript,
  script,
  word,
  words,
  wordsWithSettings,
} from '@netberth/ipxe';
import type { Script, Statement } from '@netberth/ipxe';
import type { BootSpec } from '../boot-spec.ts';
import type { Product } from '../product.ts';
import { bootStatements } from '../script/boot-statements.ts';
import { confirmStatements } from './confirm-statements.ts';
import { bootSettings } from './menu-settings.ts';
import { mirrorStatements } from './mirror-statements.ts';
import { networkStatements } from './network-statements.ts';
import {
  axisSetting,
  inputSetting,
  isAsked,
  isTyped,
  lastAlwaysAsked,
  questionsOf,
  typedSetting,
} from './question.ts';
import { questionStatements } from './question-statements.ts';
import { hasMirrorMenu, lookedUpHost, type StaticBoot } from './static-boots.ts';

/** The script of one product: its questions, then one block of commands for each thing that they lead to. */
export function productMenu(product: Product, boots: readonly StaticBoot[]): Script {
  const questions = questionsOf(product);
  const [first] = questions;
  const back = lastAlwaysAsked(questions);
  const hasMirrors = hasMirrorMenu(product) && first?.kind === 'axis';
  return script(
    comment(`${product.name}: ${product.homepage}`),
    setUp(product),
    questions.flatMap((question) => questionStatements(product, question, hasMirrors && question === first)),
    blank(),
    networkStatements(product.net, 'network-set'),
    lookUp(product),
    ipxe`goto ${wordsWithSettings(bootLabel(product), labelSettings(product))} || goto nothing`,
    hasMirrors && first !== undefined ? mirrorStatements(product, first.label) : [],
    bootBlocks(product, boots, back),
    ending(product, back),
  );
}

/** Forgets the answers of earlier visits: settings last until the machine restarts. */
function setUp(product: Product): readonly Statement[] {
  const isOnlyFor32Bit = product.arch.x86_64 === undefined && product.arch.i386 !== undefined;
  const own = [
    ...product.axes.flatMap(({ id }) => [axisSetting(id), typedSetting(id)]),
    ...product.inputs.filter(isTyped).map(({ id }) => inputSetting(id)),
  ];
  const [mirror] = product.mirrors;
  return [
    ipxe`set nb-as \${nb-arch}`,
    ...(isOnlyFor32Bit ? [ipxe`iseq \${nb-firmware}/\${nb-arch} bios/x86_64 && set nb-as i386 ||`] : []),
    ...own.map((name) => ipxe`clear ${word(name)} ||`),
    ...product.axes
      .filter((axis) => !isAsked(axis))
      .flatMap(({ id, items: [item] }) =>
        item === undefined ? [] : [ipxe`set ${word(axisSetting(id))} ${word(item.id)}`],
      ),
    ...(hasMirrorMenu(product) && mirror !== undefined ? [ipxe`set nb-mirror ${word(mirror.url)}`] : []),
  ];
}

function lookUp(product: Product): readonly Statement[] {
  const host = lookedUpHost(product);
  if (host === null) return [];
  return [
    ipxe`set nb-host ${word(host)}`,
    ipxe`isset \${netX/dhcp-server} || nslookup nb-host ${word(host)} ||`,
  ];
}

function labelSettings(product: Product): readonly string[] {
  return ['nb-firmware', 'nb-as', ...product.axes.map(({ id }) => axisSetting(id))];
}

function bootLabel(product: Product): string {
  return ['boot', ...labelSettings(product).map((name) => `\${${name}}`)].join('-');
}

/** Ways that boot alike share a block. */
function bootBlocks(product: Product, boots: readonly StaticBoot[], back: string): readonly Statement[] {
  const settings = [
    ...bootSettings,
    ...product.axes.map(({ id }) => typedSetting(id)),
    ...product.inputs.map(({ id }) => inputSetting(id)),
  ];
  const blocks = new Map<string, { readonly labels: string[]; readonly statements: readonly Statement[] }>();
  for (const { label: name, resolution } of boots) {
    if (!resolution.ok) continue;
    const statements = [
      ...ownNetwork(product, resolution.spec, name),
      ...bootBlock(resolution.spec, back, settings),
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

function bootBlock(spec: BootSpec, back: string, settings: readonly string[]): readonly Statement[] {
  const title = spec.title.replaceAll(/\$\{[^}]*\}/g, 'as typed');
  return [
    ...(spec.confirm === null ? [] : confirmStatements(title, spec.confirm, back)),
    ipxe`echo ${words(title)}`,
    ...spec.notes.map((note) => ipxe`echo ${words(note)}`),
    ...bootStatements(spec.boot, { failed: 'failed', settings }),
  ];
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
