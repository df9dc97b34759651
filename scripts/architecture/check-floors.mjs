// The floors of packages/server/src, from the top; config stands on the platform floor.
const floors = [
  { names: ['index.ts', 'main.ts'], title: 'main' },
  { names: ['app.ts', 'app'], title: 'app' },
  { names: ['features'], title: 'features' },
  { names: ['commands'], title: 'commands' },
  { names: ['database'], title: 'database' },
  { names: ['platform', 'config'], title: 'platform' },
];
const picture = floors.map((floor) => floor.title).join(' -> ');
const entries = floors
  .flatMap((floor) => floor.names.map((name) => (name.includes('.') ? name : `${name}/`)))
  .join(', ');

/** Inside the server nothing points up. */
export function checkFloors(modules) {
  return modules
    .filter((module) => module.package === 'server' && !module.isTest)
    .flatMap((module) => {
      const floor = floorOf(module.path);
      if (floor === -1)
        return [at(module, 1, `packages/server/src holds ${entries} and nothing else: move this file`)];
      if (/^features\/[^/]+$/.test(module.inSource))
        return [at(module, 1, 'a file of no feature: move it to features/<name>/')];
      return module.imports
        .filter((statement) => statement.target?.startsWith('packages/server/src/'))
        .filter((statement) => floorOf(statement.target) !== -1 && floorOf(statement.target) < floor)
        .map((statement) => {
          const [from, to] = [floors[floor].title, floors[floorOf(statement.target)].title];
          return at(
            module,
            statement.line,
            `${from} imports "${statement.from}" of the floor above it (${to}); the floors are ${picture}: hand it in as an argument, or move it down`,
          );
        });
    });
}

function floorOf(path) {
  const entry = path.split('/')[3];
  return floors.findIndex((floor) => floor.names.includes(entry));
}

const at = ({ path }, line, message) => ({ path, line, message });
