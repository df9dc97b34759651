import module from 'node:module';

module.enableCompileCache();
const words = process.argv.slice(2);

if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  const { version } = await import('./version.ts');
  process.stdout.write(`netberth ${await version()}\n`);
} else {
  const { runCommandLine } = await import('./run-command-line.ts');
  const { processTerminal } = await import('./terminal.ts');
  process.exitCode = await runCommandLine(words, process.env, processTerminal());
}
