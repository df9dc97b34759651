export { checkCatalogue, checkProduct, type CheckedCatalogue } from './check-catalogue.ts';
export { simulatedMachine } from './simulated-machine.ts';
export { serveMenu, type ServedMenu } from './walk/served-menu.ts';
