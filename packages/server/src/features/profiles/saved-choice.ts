import type { BootSpec, InputOf, profileCreate } from '@netberth/api';
import { chosenValues, holds, meantAnswers, platforms, productOf, resolveChoice } from '@netberth/catalogue';
import type { AnswerSettings, Catalogue, ChoiceBoot, Input, Product } from '@netberth/catalogue';
import { namesUsed } from '../../platform/render-template.ts';
import { answerFiles, builtInAnswerOf, builtInTexts, isAnswerText } from './answer-files.ts';
import type { BuiltInAnswer } from './answer-files.ts';
import { settleSettings } from './answer-settings.ts';
import { esxiBootConfig, takesBootConfig } from './esxi-boot-config.ts';

export type ChoiceSpec = Extract<BootSpec, { method: 'choice' }>;

export type SavedChoice = {
  readonly spec: ChoiceSpec;
  /** Answer files by their names below `/config/`. */
  readonly answers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly destructive: boolean;
};

type Refused = { readonly ok: false; readonly problems: readonly string[] };
export type SavingChoice = { readonly ok: true; readonly saved: SavedChoice } | Refused;

/** A choice as it is asked for. */
export type Wanted = Pick<
  InputOf<typeof profileCreate>,
  'choice' | 'input' | 'mirror' | 'arch' | 'args' | 'answers' | 'set'
> & {
  readonly product: string;
  /** Of the disc whose files it boots; not given: what memdisk holds is known by the choice alone. */
  readonly memoryMib?: NonNullable<ChoiceSpec['memoryMib']>;
};

/** A choice of the catalogue as a profile keeps it, or what is wrong with it whatever the machine. */
export function saveChoice(catalogue: Catalogue, given: Wanted): SavingChoice {
  const product = productOf(catalogue, given.product);
  if (product === undefined) return refuse([`there is no product "${given.product}" in the catalogue`]);
  const wanted = { ...given, choice: meantAnswers(product, given.choice) };
  const giving = givenInputs(product, wanted);
  if (!giving.ok) return giving;
  const { builtIn } = giving;
  const booting = withBootConfig(product, giving.inputs);
  if (!booting.ok) return booting;
  const { inputs } = booting;
  const files = Object.entries(inputs).flatMap(([name, text]) => {
    const input = product.inputs.find(({ id }) => id === name);
    return input !== undefined && isAnswerText(input, text) ? [answerFiles(input, text)] : [];
  });
  const templates = Object.assign({}, ...files.map(({ texts }) => texts)) as Record<string, string>;
  const settling = settleSettings(giving.settings, Object.values(templates), {
    builtIn: builtIn?.kind ?? null,
    keepsPassword: takesClearPassword(product, inputs),
  });
  if (!settling.ok) return settling;
  const values = Object.fromEntries(files.map(({ input, value }) => [input, value]));
  const asked = specOf(wanted, { ...inputs, ...values }, settling.settings);
  const resolving = resolveSomewhere(catalogue, product, asked);
  if (!resolving.ok) return resolving;
  const memoryMib = given.memoryMib ?? heldByMemdisk(resolving.boots);
  const spec = { ...pinned(product, asked, Object.values(templates)), ...nonEmpty(memoryMib) };
  const isUnattended = product.inputs.some(
    ({ id, automation }) => automation !== undefined && spec.inputs[id] !== undefined,
  );
  const answers = Object.fromEntries(Object.keys(templates).map((name) => [name, name]));
  // An answer file installs without asking, whatever the warning of the product says.
  return {
    ok: true,
    saved: { spec, answers, templates, destructive: isUnattended || mayDestroy(resolving.boots) },
  };
}

/** Windows takes no hash: a password for its answer file is kept as it was typed. */
function takesClearPassword({ inputs }: Product, given: Readonly<Record<string, string>>): boolean {
  return inputs.some(({ id, automation }) => automation === 'unattend' && given[id] !== undefined);
}

/** What stands in the way of a choice that was saved before: the catalogue may have changed since. */
export function savedChoiceProblems(catalogue: Catalogue, spec: ChoiceSpec): readonly string[] {
  const product = productOf(catalogue, spec.product);
  if (product === undefined) return [`there is no product "${spec.product}" in the catalogue`];
  const resolving = resolveSomewhere(catalogue, product, spec);
  return resolving.ok ? [] : resolving.problems;
}

function refuse(problems: readonly string[]): Refused {
  return { ok: false, problems };
}

type Giving =
  | {
      readonly ok: true;
      readonly inputs: Readonly<Record<string, string>>;
      readonly settings: Readonly<Record<string, string>>;
      readonly builtIn: BuiltInAnswer | null;
    }
  | Refused;

/** The inputs as they were given, and the answer file of our own where it was asked for. */
function givenInputs(product: Product, { input, answers, choice, set }: Wanted): Giving {
  const misplaced = product.inputs.flatMap((one) => misplacedText(one, input[one.id]));
  if (misplaced.length > 0) return refuse(misplaced);
  if (answers === undefined) return { ok: true, inputs: input, settings: set, builtIn: null };
  const builtIn = builtInAnswerOf(product);
  if (builtIn === undefined)
    return refuse([
      `no answer file for ${product.name} comes with Netberth; netberth profile template list says for which`,
    ]);
  const { id, when = {} } = builtIn.input;
  if (!holds(when, choice))
    return refuse([
      `${product.name} reads an answer file only with ${Object.entries(when)
        .map(([axis, [item]]) => `--${axis} ${item}`)
        .join(' ')}`,
    ]);
  if (input[id] !== undefined)
    return refuse([`--answers default and --input ${id} both say what answers the installer`]);
  const answered = { ...input, ...builtInTexts(builtIn, product, input) };
  const device = product.inputs.find(({ kind }) => kind === 'device');
  if (device === undefined || !holds(device.when, choice))
    return { ok: true, inputs: answered, settings: set, builtIn };
  // Its preset would be a guess, and what stands on that disk is erased.
  const { [device.id]: disk = input[device.id], ...settings } = set;
  if (disk === undefined)
    return refuse([`${device.id} is missing: the ${device.title} (--set ${device.id}=/dev/vda)`]);
  return { ok: true, inputs: { ...answered, [device.id]: disk }, settings, builtIn };
}

type WithBootConfig = { readonly ok: true; readonly inputs: Readonly<Record<string, string>> } | Refused;

/** The boot.cfg of an ESXi medium becomes a template that gives each machine its own. */
function withBootConfig(product: Product, inputs: Readonly<Record<string, string>>): WithBootConfig {
  const taking = product.inputs.find(takesBootConfig);
  const text = taking === undefined ? undefined : inputs[taking.id];
  if (taking === undefined || text === undefined || !isAnswerText(taking, text)) return { ok: true, inputs };
  const answers = product.inputs.find(({ automation }) => automation === 'esxi');
  const given = answers === undefined ? undefined : inputs[answers.id];
  const isText = answers !== undefined && given !== undefined && isAnswerText(answers, given);
  const kickstart = isText ? answerFiles(answers, given).value : (given ?? null);
  const made = esxiBootConfig(text, inputs['media'] ?? '', kickstart);
  if (!made.ok) return refuse(made.problems.map((problem) => `"${taking.id}" is not usable: ${problem}`));
  return { ok: true, inputs: { ...inputs, [taking.id]: made.text } };
}

/** Where Proxmox asks for its answers stands in the ISO that it boots; a text is not one. */
function misplacedText(input: Input, text: string | undefined): readonly string[] {
  if (input.automation !== 'proxmox-iso' || text === undefined || !isAnswerText(input, text)) return [];
  return [`"${input.id}" is the ${input.title}, not the answer file itself`];
}

function specOf(
  { product, choice, mirror, arch, args }: Wanted,
  inputs: Readonly<Record<string, string>>,
  settings: AnswerSettings,
): ChoiceSpec {
  return {
    method: 'choice',
    product,
    choice,
    inputs,
    mirror: mirror ?? null,
    arch: arch ?? null,
    args,
    settings,
  };
}

/**
 * What its templates show of the choice is said whole: the first that the menu offers today would be another tomorrow,
 * and the packages are to come from where the installer does.
 */
function pinned(product: Product, spec: ChoiceSpec, templates: readonly string[]): ChoiceSpec {
  const shown = templates.flatMap((text) => namesUsed(text, 'profile'));
  return {
    ...spec,
    ...(shown.includes('mirror') && { mirror: spec.mirror ?? product.mirrors[0]?.url ?? null }),
    ...(shown.includes('choice') && { choice: chosenValues(product, spec.choice, platformsOf(spec)) }),
  };
}

function platformsOf({ arch: wanted }: Pick<ChoiceSpec, 'arch'>) {
  return platforms.filter(({ arch }) => wanted === null || arch === wanted);
}

type Somewhere = { readonly ok: true; readonly boots: readonly ChoiceBoot[] } | Refused;

/** Resolves it on the platforms of the product. Templates become words, which they will be for any machine. */
function resolveSomewhere(catalogue: Catalogue, product: Product, spec: ChoiceSpec): Somewhere {
  const words = Object.fromEntries(Object.entries(spec.inputs).map(([name, text]) => [name, asWord(text)]));
  const chosen = {
    choice: { product: product.id, values: spec.choice },
    inputs: words,
    mirror: spec.mirror,
    args: [],
  };
  const resolving = resolveChoice(catalogue, chosen, {
    platforms: platformsOf(spec),
    network: null,
    hostname: null,
    isAttended: false,
  });
  if (!resolving.ok) return resolving;
  return { ok: true, boots: resolving.resolved.boots };
}

function mayDestroy(boots: readonly ChoiceBoot[]): boolean {
  return boots.some(({ spec: { confirm } }) => confirm !== null);
}

/** memdisk cannot do with less than its disc needs; what the catalogue says of other systems is what they should have. */
function heldByMemdisk(boots: readonly ChoiceBoot[]): NonNullable<ChoiceSpec['memoryMib']> {
  const held = boots.flatMap(({ spec: { boot, requires } }) =>
    boot.method === 'memdisk' ? [requires.ramMiB ?? 0] : [],
  );
  const most = Math.max(0, ...held);
  return most === 0 ? {} : { bios: most };
}

function nonEmpty(memoryMib: NonNullable<ChoiceSpec['memoryMib']>): Pick<ChoiceSpec, 'memoryMib'> {
  return Object.keys(memoryMib).length === 0 ? {} : { memoryMib };
}

function asWord(template: string): string {
  return template.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, 'x');
}
