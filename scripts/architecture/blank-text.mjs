// A regular expression starts where no value can have ended just before.
const beforeRegExp =
  /(^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|do|else|void|await|yield))\s*$/;

const piece = new RegExp(
  [
    String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
    String.raw`(?<string>'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|${'`'}(?:\\[\s\S]|[^${'`'}\\])*${'`'})`,
    String.raw`(?<regexp>\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*)`,
  ].join('|'),
  'g',
);

/** The source with its comments blanked out; every other character keeps its place. */
export const blankComments = (source) => blankPieces(source, ['comment']);

/** The source with comments, strings and regular expressions blanked out. */
export const blankText = (source) => blankPieces(source, ['comment', 'string', 'regexp']);

function blankPieces(source, kinds) {
  let result = '';
  let position = 0;
  piece.lastIndex = 0;
  for (let match = piece.exec(source); match !== null; match = piece.exec(source)) {
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    if (kind === 'regexp' && !beforeRegExp.test(source.slice(Math.max(0, match.index - 40), match.index))) {
      piece.lastIndex = match.index + 1; // a division
      continue;
    }
    result += source.slice(position, match.index);
    result += kinds.includes(kind) ? match[0].replace(/[^\n]/g, ' ') : match[0];
    position = piece.lastIndex;
  }
  return result + source.slice(position);
}
