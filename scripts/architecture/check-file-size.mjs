import { isTestFile, isTypeScript } from './project-files.mjs';

const mostLines = 300;

/** One idea a file. `longFiles` are the exceptions, each with its reason: { path: 'why' }. */
export function checkFileSize(files, longFiles, tablePath) {
  const long = files
    .filter((file) => (isTypeScript(file) || file.path.endsWith('.mjs')) && !isTestFile(file))
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > mostLines);
  return [
    ...long
      .filter(({ path }) => longFiles[path] === undefined)
      .map(({ path, lines }) => ({
        path,
        line: mostLines,
        message: `${lines} lines, ${mostLines} are the most: split it by idea, or list it in longFiles of ${tablePath} with the reason`,
      })),
    ...Object.keys(longFiles)
      .filter((path) => !long.some((file) => file.path === path))
      .map((path) => ({
        path: tablePath,
        line: 1,
        message: `"${path}" is not over ${mostLines} lines any more: remove it from longFiles`,
      })),
  ];
}
