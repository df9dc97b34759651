/** Which package imports which, by the table `arrows`: { server: ['ipxe', 'api'], … }. */
export function checkPackageArrows(modules, arrows) {
  return modules.flatMap((module) => {
    const allowed = arrows[module.package];
    if (allowed === undefined) {
      return [
        problem(
          module,
          1,
          `the package "${module.package}" has no row in packageArrows of scripts/check-architecture.mjs: add it`,
        ),
      ];
    }
    return module.imports.flatMap((statement) => {
      if (statement.target !== undefined && !statement.target.startsWith(`packages/${module.package}/`)) {
        return [
          problem(
            module,
            statement.line,
            `"${statement.from}" leads into another package: import the package by its name`,
          ),
        ];
      }
      const target = packageOf(statement.from);
      if (target === undefined || target === module.package || allowed.includes(target)) return [];
      const may = allowed.length > 0 ? allowed.join(', ') : 'none of our packages';
      return [
        problem(
          module,
          statement.line,
          `${module.package} imports ${target}, but may import ${may}: move the code, or turn the arrow round`,
        ),
      ];
    });
  });
}

const packageOf = (from) =>
  /^@netberth\/([^/]+)/.exec(from)?.[1] ?? (/^netberth(\/|$)/.test(from) ? 'netberth' : undefined);

const problem = ({ path }, line, message) => ({ path, line, message });
