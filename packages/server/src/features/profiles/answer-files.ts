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

/** Its first file, which stands for the input. */
export function builtInText({ kind }: BuiltInAnswer): string {
  return readAnswerTemplates(kind)[kind.files[0] ?? ''] ?? '';
}
