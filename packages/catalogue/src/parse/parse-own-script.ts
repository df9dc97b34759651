import { capabilitySets, lintText } from '@netberth/ipxe';
import { idOfFile, type Product } from '../product.ts';
import type { CatalogueProblem } from './catalogue-problem.ts';
import type { CatalogueFile } from './yaml-source.ts';

/** Where an entry of a site stands that does not say. */
export const ownSection = 'own';

/** Where a server serves the scripts of its site. */
export const ownScriptFolder = '/menu/own';

const confirm = 'A script of this site: nobody has said that it erases nothing.';

/**
 * An iPXE script as an entry of the menu. Comments below its first line may say `# name: …`, `# about: …`, `# section: …` and
 * `# confirm: …`; `# confirm: false` says that it erases nothing, so nobody is asked. With an error it is left out.
 */
export function parseOwnScript(
  { path: file, text }: CatalogueFile,
  sections: readonly string[],
  problems: CatalogueProblem[],
): Product | null {
  const id = idOfFile(file).replace(/\.ipxe$/, '');
  const said = headerOf(text);
  const section = said['section'] ?? ownSection;
  const faults = [
    ...scriptFaults(text),
    ...(/^[a-z0-9][a-z0-9._-]*$/.test(id)
      ? []
      : [{ line: 1, message: `"${id}" is no id: wanted small letters, digits, . _ and - as its file name` }]),
    ...(sections.includes(section)
      ? []
      : [{ line: 1, message: `section: "${section}" is no section; there are ${sections.join(', ')}` }]),
  ];
  problems.push(...faults.map((fault) => ({ file, ...fault })));
  if (faults.length > 0) return null;
  return {
    ...{ id, file, section, name: said['name'] ?? id, homepage: file },
    about: said['about'] ?? null,
    ...{ tier: 'stable', lifecycle: {}, mirrors: [], firmware: ['bios', 'efi'] },
    arch: Object.fromEntries(['x86_64', 'i386', 'arm64'].map((arch) => [arch, { name: arch, values: {} }])),
    ...{ axes: [], inputs: [], values: {}, assets: {}, args: [], net: 'unused', notes: null, ramMiB: null },
    confirm: said['confirm'] === 'false' ? null : (said['confirm'] ?? confirm),
    boot: [{ method: 'chain', args: [], script: `${ownScriptFolder}/${id}.ipxe` }],
    updates: undefined,
  };
}

/** `name`, `about`, `section` and `confirm` out of the comments at the top. */
function headerOf(text: string): Readonly<Record<string, string>> {
  const [, ...lines] = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return Object.fromEntries(
    lines
      .slice(0, end < 0 ? lines.length : end)
      .flatMap((line) => [...line.matchAll(/^#\s*(name|about|section|confirm):\s*(.*?)\s*$/g)])
      .map(([, name = '', value = '']) => [name, value]),
  );
}

/** Errors that every iPXE would find; what only some builds lack may be meant so. */
function scriptFaults(text: string): readonly { readonly line: number; readonly message: string }[] {
  if (!/^#!ipxe\s/.test(text))
    return [{ line: 1, message: 'is no iPXE script: its first line is not #!ipxe' }];
  const builds = Object.values(capabilitySets);
  const targets = builds.flatMap((build) =>
    (['pcbios', 'efi'] as const).map((platform) => ({ ...build, platform })),
  );
  const found = targets.map((target) =>
    lintText(text, target)
      .filter(({ severity, rule }) => severity === 'error' && !rule.startsWith('unavailable-'))
      .map(({ position, message }) => ({ line: position?.line ?? 1, message })),
  );
  const [first = [], ...others] = found;
  return first.filter(({ line, message }) =>
    others.every((each) => each.some((other) => other.line === line && other.message === message)),
  );
}
