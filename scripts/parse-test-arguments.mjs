import { Failure } from './fail.mjs';

const usage = 'Use: npm test [-- --only PART[,PART…]] [-- --list]';

/** { list, parts }: the parts to run, or to list, in the order of the table. */
export function parseTestArguments(words, parts) {
  const rest = words.flatMap((word) =>
    word.startsWith('--only=') ? ['--only', word.slice('--only='.length)] : [word],
  );
  if (rest.length === 0) return { list: false, parts: parts.filter((part) => !part.onlyByName) };
  if (rest.length === 1 && rest[0] === '--list') return { list: true, parts };
  if (rest.length !== 2 || rest[0] !== '--only') {
    throw new Failure(`Cannot read the options "${words.join(' ')}".\n${usage}`);
  }
  const names = rest[1].split(',');
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Failure(
      `No part is named "${unknown.join('", "')}": there are ${parts.map((part) => part.name).join(', ')}.\n${usage}`,
    );
  }
  return { list: false, parts: parts.filter((part) => names.includes(part.name)) };
}
