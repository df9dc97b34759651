import { askServer } from './ask-server.ts';
import type { VerbLine } from './command-line/parse-command-line.ts';
import { localVerbOf } from './local-verbs.ts';
import { outputField } from './output/output-field.ts';
import { outputText } from './output/output-text.ts';
import type { Environment } from './server/read-server-config.ts';
import type { Terminal } from './terminal.ts';

/** Runs one verb and prints its result. Gives the exit code: 1 when a check found something wrong. */
export async function runVerb(line: VerbLine, environment: Environment, terminal: Terminal): Promise<number> {
  const output = await outputOf(line, environment, terminal);
  terminal.out.write(outputText(line, output, environment, terminal));
  return exitCodeOf(output);
}

async function outputOf(line: VerbLine, environment: Environment, terminal: Terminal): Promise<unknown> {
  const { definition } = line.verb;
  const local = localVerbOf(definition.name);
  if (local !== undefined) {
    const data = line.flags.data ?? (environment['NETBERTH_DATA'] || './data');
    return local.run(line.input, { data, flags: line.flags, environment, terminal });
  }
  if (definition.http === undefined) throw new Error(`nothing runs "${definition.name}"`);
  return await askServer(line, definition, environment, terminal);
}

/** `profile check` and `audit verify` say `ok: false` when what they looked at is broken; `plan` says which code. */
function exitCodeOf(output: unknown): number {
  const code = outputField(output, 'exitCode');
  if (typeof code === 'number') return code;
  return outputField(output, 'ok') === false ? 1 : 0;
}
