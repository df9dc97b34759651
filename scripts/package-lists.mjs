import { existsSync, readdirSync, statSync } from 'node:fs';

const listFolder = '/var/lib/apt/lists';
const dayMs = 86_400_000;

export function arePackageListsFresh() {
  if (!existsSync(listFolder)) return false;
  const hasLists = readdirSync(listFolder).some((name) => name.includes('_Packages'));
  return hasLists && Date.now() - statSync(listFolder).mtimeMs < dayMs;
}
