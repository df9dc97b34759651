import { blankText } from './blank-text.mjs';
import { lineAt } from './project-files.mjs';

/** `process.env` is read where settings are read, and nowhere else. */
export function checkEnvironment(modules, allowedFolders) {
  return modules
    .filter((module) => !module.isTest && !allowedFolders.some((folder) => module.path.startsWith(folder)))
    .flatMap((module) => {
      const code = blankText(module.text);
      return [...code.matchAll(/\bprocess\s*\.\s*env\b/g)].map((match) => ({
        path: module.path,
        line: lineAt(code, match.index),
        message: `process.env outside ${allowedFolders.join(' and ')}: take the setting as an argument`,
      }));
    });
}
