/**
 * A script as the emulator can follow it. Its network carries plain HTTP on port 80 only, and its processor has no long
 * mode: the PC that it stands for has.
 */
export function emulatorScript(script: string): string {
  return script
    .replaceAll(/\bhttps?:\/\/(\[[^\]\s]*\]|[^\s/:]+)(?::\d+)?/g, 'http://$1')
    .replaceAll(/\bcpuid --ext 29\b/g, 'iseq 64 64');
}
