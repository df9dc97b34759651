import { versionAxis, type Axis, type Product } from './product.ts';

type Asking = Pick<Product, 'axes'>;

/**
 * Answers as people write them, by the names of the catalogue: `version` is the question for the release where no other is
 * called so, and `13` the item that is shown as `13 (trixie)`. What means nothing stays as it was given.
 */
export function meantAnswers(
  product: Asking,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const axis = axisMeant(product, name, given);
      return axis === undefined ? [name, text] : [axis.id, itemMeant(axis, text)];
    }),
  );
}

/** Who says the release too means by `version` something else. */
function axisMeant(product: Asking, name: string, given: Readonly<Record<string, string>>): Axis | undefined {
  const own = product.axes.find(({ id }) => id === name);
  if (own !== undefined || name !== 'version') return own;
  const axis = versionAxis(product);
  return axis === undefined || given[axis.id] !== undefined ? undefined : axis;
}

function itemMeant({ items }: Axis, text: string): string {
  if (items.some(({ id }) => id === text)) return text;
  const wanted = text.toLowerCase();
  const shown = items.filter(({ label = '' }) => {
    const said = label.toLowerCase();
    return said === wanted || said.split(/[\s,(]/, 1)[0] === wanted;
  });
  // Of several nobody knows which.
  return shown.length === 1 ? (shown[0]?.id ?? text) : text;
}
