import { blank, ipxe, label, setting, word, words, wordsWithSettings, type Statement } from '@netberth/ipxe';
import type { Axis, Product } from '../product.ts';
import { comparedCondition, type ComparedCondition } from './compared-condition.ts';
import { itemStatements } from './item-statements.ts';
import { axisSetting, inputSetting, otherAnswer, typedSetting, type Question } from './question.ts';

/** The settings that say why a machine cannot start what an answer leads to. */
export type LacksOf = (axis: Axis, answer: string) => readonly string[];

/** Asks one question and goes on below; going back leads to the question before. */
export function questionStatements(
  product: Product,
  question: Question,
  hasMirrors: boolean,
  lacksOf: LacksOf,
): readonly Statement[] {
  return question.kind === 'axis'
    ? axisStatements(product, question, hasMirrors, lacksOf)
    : inputStatements(product, question);
}

function axisStatements(
  product: Product,
  { axis, label: name, before }: Extract<Question, { kind: 'axis' }>,
  hasMirrors: boolean,
  lacksOf: LacksOf,
): readonly Statement[] {
  const answer = axisSetting(axis.id);
  const typed = typedSetting(axis.id);
  const given = wordsWithSettings(`\${${answer}}`, [answer]);
  return [
    blank(),
    label(name),
    ipxe`menu ${words(`${product.name}: ${axis.title}`)} ${wordsWithSettings('[${nb-firmware}, ${nb-as}]', ['nb-firmware', 'nb-as'])}`,
    axis.items.flatMap((item) => itemStatements(item, lacksOf(axis, item.id))),
    axis.allowOther === null ? [] : [ipxe`item ${word(otherAnswer)} ${words(axis.allowOther)} ...`],
    hasMirrors ? [ipxe`item --gap`, ipxe`item nb-mirrors Mirror: ${setting('nb-mirror')}`] : [],
    ipxe`item --gap`,
    ipxe`item nb-back Back`,
    ipxe`choose --default ${given} ${word(answer)} || goto ${word(before)}`,
    ipxe`iseq ${given} nb-back && goto ${word(before)} ||`,
    hasMirrors ? [ipxe`iseq ${given} nb-mirrors && goto mirrors ||`] : [],
    axis.allowOther === null
      ? []
      : [
          ipxe`iseq ${given} ${word(otherAnswer)} || goto ${word(`${name}-done`)}`,
          ipxe`echo ${words(axis.allowOther)}:`,
          ipxe`read ${word(typed)} || goto ${word(name)}`,
          ipxe`isset ${wordsWithSettings(`\${${typed}}`, [typed])} || goto ${word(name)}`,
          label(`${name}-done`),
        ],
  ].flat();
}

function inputStatements(
  product: Product,
  { input, label: name, before }: Extract<Question, { kind: 'input' }>,
): readonly Statement[] {
  const typed = inputSetting(input.id);
  const given = wordsWithSettings(`\${${typed}}`, [typed]);
  const condition = comparedCondition(input.when ?? {});
  const example = input.example === undefined ? '' : `, for example ${input.example}`;
  return [
    blank(),
    label(name),
    condition === null ? [] : unlessAsked(condition, name),
    input.default === undefined ? [] : [ipxe`isset ${given} || set ${word(typed)} ${words(input.default)}`],
    ipxe`echo ${words(`${product.name}: ${input.title}${example}`)}`,
    ipxe`echo -n ${words(input.id)}:`,
    ipxe`read ${word(typed)} || goto ${word(before)}`,
    ipxe`isset ${given} || goto ${word(before)}`,
    condition === null ? [] : [label(`${name}-done`)],
  ].flat();
}

/** Passes over a question that is not for these answers. */
function unlessAsked({ asked, wanted }: ComparedCondition, name: string): readonly Statement[] {
  const done = word(`${name}-done`);
  const [only, ...others] = wanted;
  if (only !== undefined && others.length === 0) return [ipxe`iseq ${asked} ${word(only)} || goto ${done}`];
  const ask = `${name}-ask`;
  return [
    ...wanted.map((each) => ipxe`iseq ${asked} ${word(each)} && goto ${word(ask)} ||`),
    ipxe`goto ${done}`,
    label(ask),
  ];
}
