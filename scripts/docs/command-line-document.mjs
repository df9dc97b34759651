import { overviewPage } from '../../packages/netberth/src/command-line/overview-page.ts';
import { verbOf } from '../../packages/netberth/src/command-line/verb.ts';
import {
  exitCodes,
  everywhere,
  section,
  verbPage,
} from '../../packages/netberth/src/command-line/verb-page.ts';
import { offeredDefinitions } from '../../packages/netberth/src/offered-definitions.ts';
import { generatedNote } from './generated-note.mjs';

const widthColumns = 100;

/** docs/command-line.md: the help of every verb, with the request of the API and the permission that it comes to. */
export function commandLineDocument() {
  const verbs = offeredDefinitions.map(verbOf);
  const nouns = [...new Set(verbs.map(({ words }) => words[0]))].toSorted();
  return `${[
    generatedNote('the definitions of the commands (packages/api/src/commands, packages/netberth/src)'),
    '# The command line',
    'What `netberth help VERB` prints, and what each verb is in the [API](api.md). Where no request is named, the verb runs on the host where you type it. `netberth serve` takes the [settings](settings.md).',
    block(overviewPage(verbs, widthColumns)),
    ...nouns.flatMap((noun) => [
      `## ${noun}`,
      ...verbs.filter(({ words }) => words[0] === noun).flatMap(entryOf),
    ]),
  ].join('\n\n')}\n`;
}

/** @param verb {import('../../packages/netberth/src/command-line/verb.ts').Verb} */
function entryOf(verb) {
  const { http, permission } = verb.definition;
  const request =
    http === undefined ? [] : [`\`${http.method} /api/v1${http.path}\` · needs \`${permission}\``];
  return [`### ${verb.words.join(' ')}`, ...request, block(ownPartOf(verbPage(verb, widthColumns)))];
}

/** Without what is the same for all. */
function ownPartOf(page) {
  const same = section('Everywhere', everywhere(widthColumns)).join('\n');
  return page.replace(`${same}\n\n`, '').replace(`\n\n${exitCodes.join('\n')}`, '');
}

function block(text) {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}
