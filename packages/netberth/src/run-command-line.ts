import { parseCommandLine } from './command-line/parse-command-line.ts';
import type { SettingFlag } from './command-line/serve-page.ts';
import { verbOf } from './command-line/verb.ts';
import type { Environment } from './server/read-server-config.ts';
import { Failure } from './failure.ts';
import { offeredDefinitions } from './offered-definitions.ts';
import { plainLines } from './output/plain-text.ts';
import { youngGeneration } from './young-generation.ts';
import type { Terminal } from './terminal.ts';

const verbs = offeredDefinitions.map(verbOf);

/** Runs what follows `netberth` on a command line. Gives the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function runCommandLine(
  words: readonly string[],
  environment: Environment,
  terminal: Terminal,
): Promise<number> {
  try {
    const settings = words.includes('serve') ? await serverSettings() : [];
    const line = parseCommandLine(words, {
      verbs,
      settings,
      width: terminal.widthColumns,
    });
    switch (line.asks) {
      case 'page':
        terminal.out.write(line.text);
        return 0;
      case 'refusal':
        terminal.err.write(plainLines(line.message));
        return 2;
      case 'serve': {
        const { serve } = await import('./server/serve.ts');
        await serve(line.flags, line.settings, environment, terminal);
        return 0;
      }
      case 'verb': {
        const { runVerb } = await import('./run-verb.ts');
        return await runVerb(line, environment, terminal);
      }
    }
  } catch (error) {
    terminal.err.write(`${plainLines(failureText(error))}\n`);
    return 1;
  }
}

async function serverSettings(): Promise<readonly SettingFlag[]> {
  youngGeneration.keepSmall();
  const { loadServer } = await import('./server/load-server.ts');
  return (await loadServer()).settingFlags;
}

/** A Failure speaks for itself; anything else is a fault of ours, with its stack for the report. */
function failureText(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return `This should not have happened; please report it:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
