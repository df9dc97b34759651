import { commandLines } from './command-lines.ts';
import { viewCommands } from './command-view.ts';
import { finding, type Finding } from './finding.ts';
import type { Script } from './script.ts';

/** Jumps to labels that are not there, and labels that are there twice (iPXE always takes the first). */
export function lintLabels(script: Script): Finding[] {
  const seen = new Set<string>();
  const duplicates: Finding[] = [];
  for (const statement of script.statements) {
    if (statement.kind !== 'label') continue;
    if (seen.has(statement.name)) {
      const message = `label ":${statement.name}" is there twice: iPXE always jumps to the first`;
      duplicates.push(finding('duplicate-label', 'error', message, statement.position));
    }
    seen.add(statement.name);
  }
  return [...duplicates, ...missingLabels(script, seen)];
}

function missingLabels(script: Script, labels: ReadonlySet<string>): Finding[] {
  return commandLines(script)
    .flatMap(viewCommands)
    .filter((command) => command.name === 'goto')
    .flatMap((command) => {
      const target = command.args[0];
      if (target === undefined || target.text.includes('${') || labels.has(target.text)) return [];
      return [finding('missing-label', 'error', `no label ":${target.text}" to go to`, target.position)];
    });
}
