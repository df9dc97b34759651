/** First lines of every document that is drawn from the code. */
export const generatedNote = (source) =>
  `<!-- Drawn from ${source}: change that, then run \`node scripts/make-docs.mjs --write\`. -->`;

/** Text that stays in one cell of a Markdown table. */
export const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
