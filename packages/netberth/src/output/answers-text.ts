import type { OutputOf, ProfilePreview, profileTemplateList, profileTemplateShow } from '@netberth/api';
import { bad, strong } from './painted.ts';
import { table } from './table.ts';
import { lineWith, type View } from './view.ts';

/** The answer files of one machine, each below its name. */
export function profilePreviewText(preview: ProfilePreview, view: View): string {
  const line = lineWith(view.paint);
  const files = [
    ...preview.answers,
    ...(preview.postInstall === null ? [] : [{ name: 'post-install', text: preview.postInstall }]),
  ];
  const shown = files.map(
    ({ name, text }) => `${line`${strong(name)} for machine ${preview.machineId}:`}\n\n${text.trimEnd()}\n`,
  );
  const faults = preview.problems.map((problem) => `${line`${bad('Not possible:')} ${problem}`}\n`);
  const none = shown.length + faults.length === 0 ? ['It has no answer file.\n'] : [];
  return [...shown, ...faults, ...none].join('\n');
}

export function templateListText({ templates }: OutputOf<typeof profileTemplateList>, view: View): string {
  const kinds = templates.map(({ kind, title, products, settings }) => {
    const rows = settings.map(({ name, title: what, preset, isRequired, example }) => [
      name,
      isRequired ? 'must be said' : (preset ?? ''),
      example,
      what,
    ]);
    const line = lineWith(view.paint);
    return (
      `${line`${strong(kind)}: ${title}`}\n${line`for ${products.join(', ')}`}\n\n` +
      table(['SETTING', 'WITHOUT IT', 'EXAMPLE', 'WHAT IT IS'], rows, view.paint, view.lineColumns)
    );
  });
  const next =
    'Take one: netberth profile create NAME --product PRODUCT --answers default --set NAME=VALUE\n' +
    'Or start from its text: netberth profile template show KIND\n';
  return [...kinds, next].join('\n');
}

/** The first file alone, so that it can go into a file; of several, the others are named below it. */
export function templateShownText({ files }: OutputOf<typeof profileTemplateShow>): string {
  return files[0]?.text ?? '';
}
