import type { Finding } from './finding.ts';
import { lintCommands } from './lint-commands.ts';
import { lintFailures } from './lint-failures.ts';
import { lintImages } from './lint-images.ts';
import { lintLabels } from './lint-labels.ts';
import { lintLength } from './lint-length.ts';
import { lintProtocols } from './lint-protocols.ts';
import { lintReachability } from './lint-reachability.ts';
import { lintSettings } from './lint-settings.ts';
import type { LintTarget } from './lint-target.ts';
import { parseScript } from './parse-script.ts';
import type { Script } from './script.ts';

/**
 * What is wrong with a script on the iPXE it is meant for, in the order of its lines.
 *
 * Rules: `unknown-command`, `unavailable-command`, `unknown-option`, `missing-option-value`, `missing-label`,
 * `duplicate-label`, `unreachable`, `unterminated-expansion`, `unknown-setting`, `unknown-encoding`,
 * `unhandled-failure`, `unavailable-protocol`, `unavailable-image`, `too-many-arguments`, `long-kernel-command-line`.
 * Example: `lintScript(parsed.script, { ...capabilitySets['debian-trixie'], platform: 'efi' })`.
 */
export function lintScript(script: Script, target: LintTarget): readonly Finding[] {
  const rules = [
    lintCommands,
    lintLabels,
    lintReachability,
    lintSettings,
    lintFailures,
    lintProtocols,
    lintImages,
    lintLength,
  ];
  return rules.flatMap((rule) => rule(script, target)).sort(byPosition);
}

/**
 * The same for text: the problems of the text as a whole (see `parseScript`) and the findings of its commands.
 *
 * Example: `lintText('dhcp\n', target)` says that the text does not begin with `#!ipxe`.
 */
export function lintText(text: string, target: LintTarget): readonly Finding[] {
  const { script, problems } = parseScript(text);
  return [...problems, ...lintScript(script, target)].sort(byPosition);
}

function byPosition(a: Finding, b: Finding): number {
  const lines = (a.position?.line ?? 0) - (b.position?.line ?? 0);
  return lines === 0 ? (a.position?.column ?? 0) - (b.position?.column ?? 0) : lines;
}
