import type { InputOf, menuMirror } from '@netberth/api';
import { cataloguedFiles, meantAnswers, type CataloguedFile, type Product } from '@netberth/catalogue';
import type { MenuContent } from '../catalogue/menu-content.ts';
import { mirrorRefused } from './mirror-refused.ts';

type Selection = Pick<InputOf<typeof menuMirror>, 'choice' | 'version' | 'arch' | 'firmware'>;

/** The files of the choices of a product that were asked for. @throws CommandRefused where there is none */
export function selectFiles(
  { catalogue }: MenuContent,
  id: string,
  selection: Selection,
): ReadonlyMap<string, CataloguedFile> {
  const product = catalogue.products.find((each) => each.id === id);
  if (product === undefined)
    throw mirrorRefused(`there is no product "${id}" in the catalogue`, 'All of them: netberth menu specs');
  const answers = answersIn(selection, product);
  const { arch, firmware } = selection;
  const files = cataloguedFiles(
    catalogue,
    [product],
    ({ choice, platform }) =>
      Object.entries(answers).every(([axis, answer]) => choice.values[axis] === answer) &&
      (arch === undefined || platform.arch === arch) &&
      (firmware === undefined || platform.firmware === firmware),
  );
  if (files.size === 0) throw mirrorRefused(whyNothing(product, selection, answers), whatThereIs(product));
  return files;
}

function answersIn({ choice, version }: Selection, product: Product): Readonly<Record<string, string>> {
  const given = version === undefined ? choice : { ...choice, version };
  const answers = meantAnswers(product, given);
  const unknown = Object.keys(answers).find((axis) => !product.axes.some(({ id }) => id === axis));
  if (unknown === undefined) return answers;
  const axes = product.axes.map(({ id }) => id).join(', ') || 'nothing';
  throw mirrorRefused(`${product.id} has no "${unknown}" to choose; there is ${axes}`, whatThereIs(product));
}

function whyNothing(
  { id }: Product,
  { arch, firmware }: Selection,
  answers: Readonly<Record<string, string>>,
): string {
  const asked = [...Object.entries(answers), ['arch', arch], ['firmware', firmware]].flatMap(
    ([name, answer]) => (answer === undefined ? [] : [`${name} ${answer}`]),
  );
  if (asked.length > 0) return `no choice of ${id} has ${asked.join(' and ')}`;
  return `where the files of ${id} are is known only to who chooses it`;
}

function whatThereIs({ id }: Product): string {
  return `What there is: netberth menu specs --product ${id}`;
}
