import type { menuList, MenuChoice, menuShow, OutputOf } from '@netberth/api';
import { busy, quiet, strong } from './painted.ts';
import { details, table } from './table.ts';
import { lineWith, type View } from './view.ts';

export function menuListText({ products, problems }: OutputOf<typeof menuList>, view: View): string {
  const line = lineWith(view.paint);
  const rows = products.map(({ id, name, section, architectures, visibility, isPinned, ownFile }) => [
    id,
    name,
    section,
    architectures.join(', '),
    [visibility === 'shown' ? '' : visibility, isPinned ? 'pinned' : '', ownFile ?? '']
      .filter(Boolean)
      .join(', '),
  ]);
  return [
    table(['ID', 'NAME', 'SECTION', 'ARCHITECTURES', ''], rows, view.paint, view.lineColumns),
    ...problems.map((problem) => line`${busy('Wrong:')} ${problem}\n`),
    line`${quiet('What one offers: netberth menu show ID')}`,
    '\n',
  ].join('');
}

export function menuShowText(product: OutputOf<typeof menuShow>, view: View): string {
  const line = lineWith(view.paint);
  const { name, homepage, notes, questions, problems, choices } = product;
  const asked = questions.map(({ id, items }) => [id, items.map((item) => item.id).join(', ')] as const);
  return [
    line`${strong(name)} ${quiet(homepage)}\n`,
    details([['Note', notes], ...asked], view.paint),
    ...choices.map((choice) => choiceText(choice, view)),
    ...problems.map((problem) => line`${busy('Wrong:')} ${problem}\n`),
  ].join('\n');
}

function choiceText(
  { title, firmware, arch, kernel, initrds, args, isBroken, method }: MenuChoice,
  view: View,
) {
  const line = lineWith(view.paint);
  const rows = [
    ['kernel', kernel ?? method],
    ['initrds', initrds.join(' ')],
    ['arguments', args.join(' ')],
    ['state', isBroken ? 'files were not found: not in the menu' : null],
  ] as const;
  return line`${strong(title)} ${quiet(`${firmware}, ${arch}`)}\n` + details(rows, view.paint);
}
