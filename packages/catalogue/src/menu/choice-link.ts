import { ipxe, label, word, wordsWithSettings, type Statement } from '@netberth/ipxe';
import type { Product } from '../product.ts';
import type { ChoiceLinks } from './menu-links.ts';
import { axisSetting, inputSetting, isTyped, otherAnswer, typedSetting } from './question.ts';
import { hasMirrorMenu } from './static-boots.ts';

/** Asks the server for the script of what was chosen; what comes back from it leads to `back`. */
export function choiceLinkStatements(
  product: Product,
  links: ChoiceLinks,
  back: string,
): readonly Statement[] {
  const answers = product.axes.map(({ id }) => [id, chosenSetting(id)] as const);
  const typed = product.inputs.filter(isTyped).map(({ id }) => [id, inputSetting(id)] as const);
  const mirror = hasMirrorMenu(product) ? [['mirror', 'nb-mirror'] as const] : [];
  const given = [...answers, ...typed, ...mirror].map(
    ([name, setting]) => [name, `${setting}:uristring`] as const,
  );
  const query = given.map(([name, setting]) => `&${name}=\${${setting}}`).join('');
  const settings = ['nb-firmware', 'nb-as', ...given.map(([, setting]) => setting), ...links.settings];
  const url = `../p/${product.id}?firmware=\${nb-firmware}&arch=\${nb-as}${query}${links.more}`;
  return [
    label('chosen'),
    ...product.axes.flatMap(({ id, allowOther }) => chosenStatements(id, allowOther !== null)),
    ipxe`chain --autofree ${wordsWithSettings(url, settings)} || prompt Not started; press a key ||`,
    ipxe`goto ${word(back)}`,
  ];
}

/** The answer of an axis, a typed one too. */
function chosenSetting(axis: string): string {
  return `nb-c-${axis}`;
}

function chosenStatements(axis: string, mayBeTyped: boolean): readonly Statement[] {
  const chosen = word(chosenSetting(axis));
  const answer = wordsWithSettings(`\${${axisSetting(axis)}}`, [axisSetting(axis)]);
  const typed = wordsWithSettings(`\${${typedSetting(axis)}}`, [typedSetting(axis)]);
  return [
    ipxe`set ${chosen} ${answer}`,
    ...(mayBeTyped ? [ipxe`iseq ${answer} ${word(otherAnswer)} && set ${chosen} ${typed} ||`] : []),
  ];
}
