import type { BootSpec, InputOf, profileCreate } from '@netberth/api';
import { platforms, resolveChoice, type Catalogue, type Input, type Product } from '@netberth/catalogue';

export type SavedChoice = {
  readonly spec: Extract<BootSpec, { method: 'choice' }>;
  /** Answer files by their names below `/config/`. */
  readonly answers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly destructive: boolean;
};

export type SavingChoice =
  | { readonly ok: true; readonly saved: SavedChoice }
  | { readonly ok: false; readonly problems: readonly string[] };

type Wanted = Pick<
  InputOf<typeof profileCreate>,
  'product' | 'choice' | 'input' | 'mirror' | 'arch' | 'args'
>;

/** A choice of the catalogue as a profile keeps it, or what is wrong with it whatever the machine. */
export function saveChoice(catalogue: Catalogue, wanted: Wanted): SavingChoice {
  const product = catalogue.products.find(({ id }) => id === wanted.product);
  if (product === undefined)
    return { ok: false, problems: [`there is no product "${wanted.product}" in the catalogue`] };
  const misplaced = product.inputs.flatMap((input) => misplacedText(input, wanted.input[input.id]));
  if (misplaced.length > 0) return { ok: false, problems: misplaced };
  const files = Object.entries(wanted.input).flatMap(([name, text]) => {
    const input = product.inputs.find(({ id }) => id === name);
    return input !== undefined && isFile(input, text) ? [answerFile(input, text)] : [];
  });
  const spec = specOf(wanted, Object.fromEntries(files.map(({ input, value }) => [input, value])));
  const resolving = resolveSomewhere(catalogue, product, spec);
  if (!resolving.ok) return resolving;
  const isUnattended = product.inputs.some(
    ({ id, automation }) => automation !== undefined && spec.inputs[id] !== undefined,
  );
  const templates = Object.assign({}, ...files.map(({ texts }) => texts)) as Record<string, string>;
  const answers = Object.fromEntries(Object.keys(templates).map((name) => [name, name]));
  // An answer file installs without asking, whatever the warning of the product says.
  return { ok: true, saved: { spec, answers, templates, destructive: isUnattended || resolving.mayDestroy } };
}

/** What stands in the way of a choice that was saved before: the catalogue may have changed since. */
export function savedChoiceProblems(catalogue: Catalogue, spec: SavedChoice['spec']): readonly string[] {
  const product = catalogue.products.find(({ id }) => id === spec.product);
  if (product === undefined) return [`there is no product "${spec.product}" in the catalogue`];
  const resolving = resolveSomewhere(catalogue, product, spec);
  return resolving.ok ? [] : resolving.problems;
}

function specOf(
  { product, choice, input, mirror, arch, args }: Wanted,
  answerFiles: Readonly<Record<string, string>>,
): SavedChoice['spec'] {
  const inputs = { ...input, ...answerFiles };
  return { method: 'choice', product, choice, inputs, mirror: mirror ?? null, arch: arch ?? null, args };
}

/** A URL of an answer file is somebody else's file; anything else is the file itself. */
function isFile({ automation }: Input, text: string): boolean {
  return automation !== undefined && !/^(https?|tftp|nfs):\/\/\S+$/.test(text.trim());
}

/** Proxmox reads its answers from inside the ISO that it boots: a text has no place where it would be found. */
function misplacedText(input: Input, text: string | undefined): readonly string[] {
  if (input.automation !== 'proxmox' || text === undefined || !isFile(input, text)) return [];
  return [`"${input.id}" is the ${input.title}, not the answer file itself`];
}

type AnswerFile = {
  readonly input: string;
  /** Where the installer finds it, a template. */
  readonly value: string;
  /** The files by their names. */
  readonly texts: Readonly<Record<string, string>>;
};

/** Installers tell by the name what a file is. */
const fileNames: Readonly<Record<string, string>> = {
  kickstart: 'ks.cfg',
  preseed: 'preseed.cfg',
  ignition: 'config.ign',
  autoyast: 'autoinst.xml',
  agama: 'profile.json',
  unattend: 'autounattend.xml',
  xenserver: 'answerfile.xml',
  apkovl: 'apkovl.tar.gz',
};

/** cloud-init asks a folder for `user-data`, and takes none without `meta-data`. */
const metaData =
  'instance-id: netberth-{{ machine.id }}\n{% if machine.hostname %}local-hostname: {{ machine.hostname }}\n{% endif %}';

function answerFile({ id, automation }: Input, text: string): AnswerFile {
  if (automation === 'autoinstall' || automation === 'cloud-init')
    return {
      input: id,
      value: '{{ urls.answers }}/',
      texts: { 'user-data': text, 'meta-data': metaData, 'vendor-data': '' },
    };
  const name = fileNames[automation ?? ''] ?? `${id}.yaml`;
  return { input: id, value: `{{ urls.answers }}/${name}`, texts: { [name]: text } };
}

type Somewhere =
  | { readonly ok: true; readonly mayDestroy: boolean }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Resolves it on the platforms of the product. Templates become words, which they will be for any machine. */
function resolveSomewhere(catalogue: Catalogue, product: Product, spec: SavedChoice['spec']): Somewhere {
  const words = Object.fromEntries(Object.entries(spec.inputs).map(([name, text]) => [name, asWord(text)]));
  const chosen = {
    choice: { product: product.id, values: spec.choice },
    inputs: words,
    mirror: spec.mirror,
    args: [],
  };
  const resolving = resolveChoice(catalogue, chosen, {
    platforms: platforms.filter(({ arch }) => spec.arch === null || arch === spec.arch),
    network: null,
    hostname: null,
    isAttended: false,
  });
  if (!resolving.ok) return resolving;
  return { ok: true, mayDestroy: resolving.resolved.boots.some(({ spec: { confirm } }) => confirm !== null) };
}

function asWord(template: string): string {
  return template.replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, 'x');
}
