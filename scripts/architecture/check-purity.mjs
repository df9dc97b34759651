import { builtinModules } from 'node:module';
import { blankText } from './blank-text.mjs';
import { lineAt } from './project-files.mjs';

const impureCode =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bprocess\b\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(/g;

const isNodeModule = (from) => from.startsWith('node:') || builtinModules.includes(from);

/** Pure packages run in a browser too: they import no `node:`. */
export function checkPurePackages(modules, purePackages) {
  return modules
    .filter((module) => purePackages.includes(module.package) && !module.isTest)
    .flatMap((module) =>
      module.imports
        .filter((statement) => isNodeModule(statement.from))
        .map((statement) => ({
          path: module.path,
          line: statement.line,
          message: `"${statement.from}" in the pure package "${module.package}": take what it gives as an argument`,
        })),
    );
}

/**
 * Modules that decide or render, and all that they import (types apart), do no I/O and read neither clock nor chance.
 * `patterns` match their paths, each at least one; `pureLibraries` are the packages that they may import.
 */
export function checkDecisionModules(modules, patterns, pureLibraries, tablePath) {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const problems = new Map();
  for (const module of modules) {
    if (module.isTest || !patterns.some((pattern) => pattern.test(module.path))) continue;
    for (const reached of reachedFrom(module, byPath)) {
      const because =
        reached === module ? 'decides or renders' : `is imported by ${module.path}, which decides or renders`;
      for (const { line, what } of impurities(reached, pureLibraries)) {
        problems.set(`${reached.path}:${line}`, {
          path: reached.path,
          line,
          message: `${what} in a module that ${because}: take the outcome as an argument`,
        });
      }
    }
  }
  const idle = patterns.filter((pattern) => !modules.some(({ path }) => pattern.test(path)));
  return [
    ...problems.values(),
    ...idle.map((pattern) => ({
      path: tablePath,
      line: 1,
      message: `${pattern} of decisionModules matches no module, so it guards nothing: name where the module went`,
    })),
  ];
}

function reachedFrom(start, byPath) {
  const reached = new Set([start]);
  for (const module of reached) {
    for (const statement of module.imports) {
      const target = statement.isType ? undefined : byPath.get(statement.target);
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}

function impurities(module, pureLibraries) {
  const code = blankText(module.text);
  const isPure = (from) =>
    pureLibraries.some((library) => from === library || from.startsWith(`${library}/`));
  return [
    ...module.imports
      .filter((statement) => !statement.isType && statement.target === undefined && !isPure(statement.from))
      .map(({ line, from }) => ({ line, what: `"${from}"` })),
    ...[...code.matchAll(impureCode)].map((match) => ({ line: lineAt(code, match.index), what: match[0] })),
  ];
}
