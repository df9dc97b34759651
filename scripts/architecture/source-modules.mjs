import { posix } from 'node:path';
import { importStatements } from './import-statements.mjs';
import { isTestFile, isTypeScript } from './project-files.mjs';

/**
 * The TypeScript of packages/<package>/src: { path, package, inSource (path below src/), text, isTest, imports }.
 * An import that names a file of the project has `target`, its path; any other has none.
 */
export function sourceModules(files) {
  return files.filter(isTypeScript).flatMap((file) => {
    const [, packageName, inSource] = /^packages\/([^/]+)\/src\/(.+)$/.exec(file.path) ?? [];
    if (packageName === undefined) return [];
    const imports = importStatements(file.text).map((statement) => ({
      ...statement,
      target: /^\.\.?\//.test(statement.from)
        ? posix.join(posix.dirname(file.path), statement.from)
        : undefined,
    }));
    return [{ ...file, package: packageName, inSource, isTest: isTestFile(file), imports }];
  });
}
