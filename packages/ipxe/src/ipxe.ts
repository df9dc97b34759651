import type { Fragment } from './fragment.ts';
import { cutIntoWords, piecesOf, type Piece } from './piece.ts';
import { quoteValue } from './quote-value.ts';
import { readCommands } from './read-commands.ts';
import { joinSegments } from './script-text.ts';
import { seamFault } from './seam-fault.ts';
import type { Segment, Statement, Word } from './statement.ts';

/**
 * One command line. The literal text is ours and is trusted; everything else comes in as a fragment.
 *
 * Throws a RangeError when the line has no command, more than one line, a comment, a label (`comment`, `label` make
 * those), a command that is not literal, or when parts side by side make what none of them is (see seam-fault.ts).
 * Example: ipxe`chain --autofree ${urlText(url)} || goto retry`.
 */
export function ipxe(strings: TemplateStringsArray, ...fragments: Fragment[]): Statement {
  if (fragments.length > 0) return makeLine(strings, fragments);
  const line = literalLines.get(strings) ?? makeLine(strings, fragments);
  literalLines.set(strings, line);
  return line;
}

/** Lines without fragments by the place in our source where they stand: made once, not for each script. */
const literalLines = new WeakMap<TemplateStringsArray, Statement>();

function makeLine(strings: TemplateStringsArray, fragments: readonly Fragment[]): Statement {
  const drafts = cutIntoWords(piecesOf(strings, fragments));
  const shown = drafts.map((draft) => draft.map(shownPiece).join('')).join(' ');
  const refuse = (fault: string): never => {
    throw new RangeError(`cannot make the command line ${quoteValue(shown)}: ${fault}`);
  };
  if (/[\r\n\0]/.test(strings.join(''))) refuse('it is more than one line');
  if (shown.startsWith(':')) refuse('it is a label, wanted a command');
  for (const draft of drafts) {
    const fault = seamFault(draft);
    if (fault !== null) refuse(fault);
  }
  const { commands, commentAt } = readCommands(drafts.map(wordOf));
  if (commentAt !== null) refuse('it has a comment');
  if (commands[0]?.words.length === 0) refuse('it has no command');
  if (!namesAreLiteral(drafts)) refuse('the name of a command is not literal');
  return { kind: 'command', commands };
}

function shownPiece(piece: Piece): string {
  return piece.kind === 'hole' ? `[${piece.name}]` : piece.text;
}

function wordOf(draft: readonly Piece[]): Word {
  return {
    segments: joinSegments(
      draft.map((piece): Segment => (piece.kind === 'hole' ? { hole: piece.name } : piece.text)),
    ),
  };
}

// A command's name is the line's first word or the word after an operator, and operators are literal by now.
function namesAreLiteral(drafts: readonly (readonly Piece[])[]): boolean {
  return drafts.every((draft, index) => {
    const before = drafts[index - 1]?.map(shownPiece).join('');
    const isName = before === undefined || /^(\|\||&&|;)$/.test(before);
    return !isName || draft.every((piece) => piece.kind === 'literal');
  });
}
