export { netberthProgram } from '../../packages/netberth/tests/netberth-program.ts';
