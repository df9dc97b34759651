import type { MenuChoice, MenuProduct } from '@netberth/api';

/** The machine (`bios x86_64`), and the answer to each question of the product. */
export type Answers = { readonly platform: string; readonly values: Readonly<Record<string, string>> };

export function platformOf({ firmware, arch }: Pick<MenuChoice, 'firmware' | 'arch'>): string {
  return `${firmware} ${arch}`;
}

/** What the menu offers first. */
export function firstAnswers({ choices }: MenuProduct): Answers {
  const [first] = choices;
  return first === undefined
    ? { platform: '', values: {} }
    : { platform: platformOf(first), values: first.values };
}

/** undefined: there is no such combination. */
export function findChoice({ choices }: MenuProduct, { platform, values }: Answers): MenuChoice | undefined {
  return choices.find(
    (choice) =>
      platformOf(choice) === platform &&
      Object.entries(choice.values).every(([question, answer]) => values[question] === answer),
  );
}

/** The answers that there are to a question, with the machine and the other answers as they are. */
export function answersTo(
  question: string,
  { choices }: MenuProduct,
  { platform, values }: Answers,
): ReadonlySet<string> {
  const possible = choices.filter(
    (choice) =>
      platformOf(choice) === platform &&
      Object.entries(choice.values).every(([each, answer]) => each === question || values[each] === answer),
  );
  return new Set(possible.flatMap((choice) => choice.values[question] ?? []));
}
