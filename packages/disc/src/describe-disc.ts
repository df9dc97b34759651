import type { DiscContent } from './disc-content.ts';
import type { RecognisedDisc } from './recognised-disc.ts';

/** What a disc calls itself: by the file that its makers write it into, else by its label. */
export function describeDisc(content: DiscContent): string {
  const { disc, text } = content;
  const named = [
    text('.disk/info'),
    text('.disk/mini-info'),
    /^name\s*=\s*(.+)$/m.exec(text('.treeinfo'))?.[1] ?? '',
    /^title=(?:Loading )?(.+)$/m.exec(text('boot.cfg'))?.[1] ?? '',
    /^RELEASE='?([^'\n]+)/m.exec(text('.cd-info'))?.[1]?.replace(/^/, 'Proxmox ') ?? '',
  ];
  const first = named.map((name) => name.split('\n')[0]?.trim() ?? '').find((name) => name !== '');
  return printable(first ?? disc.label) || 'a disc without a name';
}

/** It goes to terminals and into pages. */
function printable(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 120);
}

const archWords = [
  ['x86_64', /\b(amd64|x86[_-]64|x64)\b/i],
  ['arm64', /\b(arm64|aarch64)\b/i],
  ['i386', /\b(i[3-6]86|x86)\b/i],
] as const;

/** By what it calls itself, else by the loaders for UEFI; null: both kinds, or it does not say. */
export function archOf(content: DiscContent, what: string): RecognisedDisc['arch'] {
  const label = content.disc.label.replaceAll('_', ' ').replaceAll('x86 64', 'x86_64');
  for (const text of [what, label]) {
    const named = archWords.filter(([, pattern]) => pattern.test(text));
    if (named.length === 1) return named[0]?.[0] ?? null;
  }
  const hasLoader = (name: string) => content.find(`EFI/BOOT/${name}`) !== undefined;
  if (hasLoader('BOOTAA64.EFI')) return hasLoader('BOOTX64.EFI') ? null : 'arm64';
  return hasLoader('BOOTX64.EFI') ? 'x86_64' : null;
}
