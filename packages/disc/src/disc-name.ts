/**
 * The name of an ISO's file without its end, in letters that a profile and a URL can have.
 * @example discName('Windows 11 (x64).iso') // 'Windows-11-x64-'
 */
export function discName(fileName: string): string {
  const name = fileName.replace(/\.iso$/i, '').replaceAll(/[^A-Za-z0-9._+-]+/g, '-');
  return name.replace(/^[^A-Za-z0-9]+/, '') || 'disc';
}
