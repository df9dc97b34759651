export { checkCatalogue, checkProduct, type CheckedCatalogue } from './check-catalogue.ts';
export { simulatedMachine } from './simulated-machine.ts';
