import { isTypeScript } from './project-files.mjs';

const emptyWords = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'shared', 'manager'];
const emptyNames = [...emptyWords, 'base', 'types', 'data', 'info'];

/** A file is named after its main export; these names say nothing. */
export function checkFileNames(files) {
  return files
    .filter((file) => isTypeScript(file) || file.path.endsWith('.mjs'))
    .flatMap(({ path }) => {
      const parts = path.split('/');
      const name = parts.pop().split('.')[0];
      const word = emptyNames.includes(name)
        ? name
        : emptyWords.find((empty) => name.endsWith(`-${empty}`) || parts.includes(empty));
      return word === undefined
        ? []
        : [
            {
              path,
              line: 1,
              message: `"${word}" says nothing: name the file after what it exports, the folder after what it is about`,
            },
          ];
    });
}
