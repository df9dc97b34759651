/**
 * `*` stands for anything, `?` for one character; without regard to case. Takes at most pattern times text steps: the text
 * comes from a machine, and no regular expression made of a pattern promises that.
 */
export function fitsPattern(pattern: string, text: string): boolean {
  const wanted = Array.from(pattern.toLowerCase());
  const given = Array.from(text.toLowerCase());
  let [at, from] = [0, 0];
  let star: { readonly at: number; readonly from: number } | undefined;
  while (from < given.length) {
    if (wanted[at] === '*') {
      star = { at, from };
      at += 1;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[from])) {
      at += 1;
      from += 1;
    } else if (star !== undefined) {
      star = { at: star.at, from: star.from + 1 };
      [at, from] = [star.at + 1, star.from];
    } else return false;
  }
  return wanted.slice(at).every((character) => character === '*');
}
