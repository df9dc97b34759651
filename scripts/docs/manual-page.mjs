import { firstSteps } from '../../packages/netberth/src/command-line/overview-page.ts';
import { globalFlags } from '../../packages/netberth/src/command-line/global-flags.ts';
import { verbOf } from '../../packages/netberth/src/command-line/verb.ts';
import { offeredDefinitions } from '../../packages/netberth/src/offered-definitions.ts';

/** netberth(1) for the Debian package, in roff: every verb with what it does; the whole help of each is in the command. */
export function manualPage({ version, date }) {
  const verbs = offeredDefinitions
    .map(verbOf)
    .toSorted((a, b) => a.words.join(' ').localeCompare(b.words.join(' ')));
  return `${[
    `.TH NETBERTH 1 "${date.toISOString().slice(0, 10)}" "Netberth ${version}" "User Commands"`,
    section('NAME', 'netberth \\- decides what a machine boots, and remembers what it decided'),
    section('SYNOPSIS', '.B netberth', '.I VERB', '[\\fIARGUMENTS\\fR] [\\fIFLAGS\\fR]'),
    section(
      'DESCRIPTION',
      escaped(
        'A machine boots its own disk unless somebody has granted it an installer. The command is the server (serve), its client on this host and from elsewhere, and tools that need no server.',
      ),
      '.PP',
      'Most useful first:',
      ...firstSteps.flatMap(([line, does]) => term(line, does)),
    ),
    section(
      'VERBS',
      escaped('All flags of a verb, with examples: netberth help VERB'),
      ...term('serve', 'Run the server.'),
      ...verbs.flatMap(({ words, definition }) => term(words.join(' '), `${definition.summary}.`)),
    ),
    section(
      'OPTIONS',
      'These are taken everywhere.',
      ...globalFlags.flatMap(({ name, placeholder, help }) =>
        term(`--${name} ${placeholder}`.trim(), `${help}.`),
      ),
    ),
    section(
      'EXIT STATUS',
      ...[
        ['0', 'It is done.'],
        ['1', 'It was refused, or has failed; standard error says why, and what to do.'],
        ['2', 'The command was used wrongly.'],
      ].flatMap(([code, means]) => term(code, means)),
    ),
    section(
      'FILES',
      ...[
        ['/etc/netberth/netberth.yaml', 'Settings of the server.'],
        ['/var/lib/netberth', 'The data folder: the database, images, keys.'],
        ['/usr/share/doc/netberth', 'The documentation; README.md says what is where.'],
      ].flatMap(([path, holds]) => term(path, holds)),
    ),
    section('SEE ALSO', '.BR journalctl (1),', '.BR systemctl (1)'),
  ].join('\n')}\n`;
}

function section(title, ...lines) {
  return [`.SH ${title}`, ...lines].join('\n');
}

function term(name, text) {
  return ['.TP', `.B ${escaped(name)}`, escaped(text)];
}

/** roff takes backslashes, the hyphens of words, and dots and quotes that begin a line for itself. */
function escaped(text) {
  const plain = text.replaceAll('\\', '\\(rs').replaceAll('-', '\\-');
  return /^[.']/.test(plain) ? `\\&${plain}` : plain;
}
