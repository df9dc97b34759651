import { answerKindOf } from '@netberth/catalogue';
import type { AnswerKind, Input, Product } from '@netberth/catalogue';
import { readAnswerTemplates } from '@netberth/catalogue/answers';

/** The answer files that one input of a product comes to. */
export type AnswerFiles = {
  readonly input: string;
  /** Where the installer finds them, a template. */
  readonly value: string;
  /** Templates by the names of the files. */
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
  'winpe-script': 'install.bat',
  winpeshl: 'winpeshl.ini',
  xenserver: 'answerfile.xml',
  apkovl: 'apkovl.tar.gz',
  'esxi-boot': 'boot.cfg',
  esxi: 'ks.cfg',
  photon: 'ks.json',
  proxmox: 'answer.toml',
};

/** cloud-init asks a folder for `user-data`, and takes none without `meta-data`. */
const metaData =
  'instance-id: netberth-{{ machine.id }}\n{% if machine.hostname %}local-hostname: {{ machine.hostname }}\n{% endif %}';

/** A text that was given for an input as the files of a profile. */
export function answerFiles({ id, automation }: Input, text: string): AnswerFiles {
  if (automation === 'autoinstall' || automation === 'cloud-init')
    return {
      input: id,
      value: '{{ urls.answers }}/',
      texts: { 'user-data': text, 'meta-data': metaData, 'vendor-data': '' },
    };
  const name = fileNames[automation ?? ''] ?? `${id}.yaml`;
  return { input: id, value: `{{ urls.answers }}/${name}`, texts: { [name]: text } };
}

/** A URL of an answer file is somebody else's file; anything else is the file itself. */
export function isAnswerText({ automation }: Input, text: string): boolean {
  return automation !== undefined && !/^(https?|tftp|nfs):\/\/\S+$/.test(text.trim());
}

/** The answer file that comes with Netberth for a product, and the input that takes it. */
export type BuiltInAnswer = { readonly kind: AnswerKind; readonly input: Input };

export function builtInAnswerOf({ inputs }: Product): BuiltInAnswer | undefined {
  return inputs.flatMap((input) => {
    const kind = answerKindOf(input.automation);
    return kind === undefined ? [] : [{ kind, input }];
  })[0];
}

/** Its files by the inputs that take them: the first by the one that it is for, others by those that were not given. */
export function builtInTexts(
  { kind, input }: BuiltInAnswer,
  { inputs }: Product,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const texts = readAnswerTemplates(kind);
  const others = inputs.flatMap(({ id, automation }) => {
    const name = kind.filesOf?.[automation ?? ''];
    return name === undefined || given[id] !== undefined ? [] : [[id, texts[name] ?? ''] as const];
  });
  return { [input.id]: texts[kind.files[0] ?? ''] ?? '', ...Object.fromEntries(others) };
}
